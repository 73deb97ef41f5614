"""The check wizard: the way through, evidence, people, and what it makes."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from contacts.models import Contact
from networks.models import Check, CheckAnswer, GivingIdea, Network, NetworkMember, StageMove
from netzwerk.core.walls import acting_as
from tests.factories import local_today, make_contact, make_goal, make_network
from tests.networks.check_rooms import (
    GIVING_INPUT,
    MEMBERS_INPUT,
    STEPS,
    TONE_INPUT,
    fill,
    finish,
    fresh,
    make_offer,
    new_draft,
    step_url,
)


def test_each_step_opens_and_names_network_and_goal(alice: User, alice_client: Client) -> None:
    draft = new_draft(make_network(alice), make_goal(alice))

    for step in STEPS:
        page = alice_client.get(step_url(draft, step)).content.decode()
        assert f"Step {STEPS.index(step) + 1} of 6" in page
        assert "Women in Publishing" in page
        assert "Five publishing clients" in page


def test_the_way_through_makes_the_check_with_all_that_belongs_to_it(alice: User, alice_client: Client) -> None:
    network, goal = make_network(alice), make_goal(alice)
    draft = new_draft(network, goal)
    known, offer = make_contact(alice, "Miriam Kessler"), make_offer(alice)

    check = finish(
        alice_client,
        draft,
        members={**MEMBERS_INPUT, "contacts": [str(known.pk)]},
        giving={**GIVING_INPUT, "giving-offers": [str(offer.pk)]},
    )

    with acting_as(alice):
        answers = {row.criterion: row for row in CheckAnswer.objects.filter(check_of=check)}
        assert {name: row.level for name, row in answers.items()} == {
            "members": 3, "tone": 4, "value": 2, "giving": None,
        }  # fmt: skip
        assert answers["tone"].evidence == "Three people introduced themselves"
        assert str(answers["tone"].evidence_on) == "2026-03-02"
        members = NetworkMember.objects.filter(network=network, is_wished=True).order_by("contact__name")
        assert [member.contact.name for member in members] == ["Miriam Kessler", "Ruth Neu"]
        ideas = GivingIdea.objects.filter(network=network)
        assert [(idea.text, idea.offer_id) for idea in ideas] == [
            ("Style guides", offer.pk), ("A talk about contracts", None), ("Proofreading", None),
        ]  # fmt: skip
        assert (check.verdict, check.reason, str(check.review_on)) == ("try", "Two evenings first", "2026-09-01")
        assert (check.snapshot["score"], check.snapshot["answered"]) == (60, 3)
        assert check.snapshot["network"]["name"] == "Women in Publishing"
        assert check.snapshot["weights"]["tone"] == 15
    assert check.checked_on == local_today()


def test_finishing_brings_an_idea_to_checking_and_says_so(alice: User, alice_client: Client) -> None:
    network = make_network(alice)
    draft = new_draft(network, make_goal(alice))
    fill(alice_client, draft)

    response = alice_client.post(step_url(draft, "summary"), {})

    assert response["Location"] == reverse("networks:network-detail", args=[network.pk])
    assert "is at: Checking" in alice_client.get(response["Location"]).content.decode()
    with acting_as(alice):
        assert Network.objects.get().stage == "checking"
        assert StageMove.objects.get().moved_on == local_today()


@pytest.mark.parametrize("stage", ["checking", "trying", "member", "left", "declined"])
def test_a_network_that_is_further_stays_where_it_is(alice: User, alice_client: Client, stage: str) -> None:
    draft = new_draft(make_network(alice, stage=stage), make_goal(alice))

    finish(alice_client, draft)

    with acting_as(alice):
        assert Network.objects.get().stage == stage
        assert not StageMove.objects.exists()


def test_all_may_stay_open(alice: User, alice_client: Client) -> None:
    draft = new_draft(make_network(alice), make_goal(alice))

    assert alice_client.post(step_url(draft, "summary"), {}).status_code == 302

    with acting_as(alice):
        check = Check.objects.get()
        assert check.finished_at
        assert check.snapshot["score"] is None
        assert [answer.level for answer in check.answers.all()] == [None] * 4


@pytest.mark.parametrize("step", ["members", "tone", "value", "giving"])
def test_an_answer_above_three_wants_its_evidence(alice: User, alice_client: Client, step: str) -> None:
    draft = new_draft(make_network(alice), make_goal(alice))
    prefix = "" if step == "members" else f"{step}-"

    refused = alice_client.post(step_url(draft, step), {f"{prefix}level": "4", f"{prefix}text": "Fine"})
    fair = alice_client.post(step_url(draft, step), {f"{prefix}level": "3"})
    told = {f"{prefix}level": "5", f"{prefix}evidence": "I was there", f"{prefix}evidence_on": "2026-03-01"}
    good = alice_client.post(step_url(draft, step), told)

    assert refused.status_code == 422
    page = refused.content.decode()
    assert "wants its evidence" in page
    assert "Fine" in page
    assert (fair.status_code, good.status_code) == (302, 302)


@pytest.mark.parametrize(
    ("step", "data", "why"),
    [
        ("tone", {**TONE_INPUT, "tone-evidence_on": ""}, "When were you there?"),
        ("tone", {**TONE_INPUT, "tone-evidence_on": "2999-01-01"}, "still to come"),
        ("tone", {**TONE_INPUT, "tone-evidence_on": "1600-01-01"}, "too long ago"),
        ("value", {"value-level": "6"}, "Select a valid choice"),
        ("value", {"value-text": "x" * 301}, "at most 300"),
        ("giving", {"giving-ideas": "x" * 201}, "very long"),
        ("giving", {"giving-offers": ["nonsense"]}, "not a valid UUID"),
        ("members", {"who": "Nobody I know"}, "Nobody here has that name."),
        ("members", {"newcomers": ["x" * 201]}, "at most"),
        ("verdict", {"verdict-verdict": "marry"}, "Select a valid choice"),
        ("verdict", {"verdict-review_on": "soon"}, "valid date"),
    ],
)
def test_what_does_not_fit_is_refused(
    alice: User, alice_client: Client, step: str, data: dict[str, str], why: str
) -> None:
    draft = new_draft(make_network(alice), make_goal(alice))

    response = alice_client.post(step_url(draft, step), data)

    assert response.status_code == 422
    assert why in response.content.decode()


def test_people_and_offers_of_a_stranger_are_refused(alice: User, charlie: User, alice_client: Client) -> None:
    draft = new_draft(make_network(alice), make_goal(alice))
    contact, offer = make_contact(charlie, "Zoe Fremd"), make_offer(charlie, "Secrets")

    person = alice_client.post(step_url(draft, "members"), {"contacts": [str(contact.pk)]})
    thing = alice_client.post(step_url(draft, "giving"), {"giving-offers": [str(offer.pk)]})

    assert (person.status_code, thing.status_code) == (422, 422)
    assert "Zoe Fremd" not in person.content.decode()
    assert "Secrets" not in thing.content.decode()


def test_one_name_typed_is_enough_without_javascript(alice: User, alice_client: Client) -> None:
    network, miriam = make_network(alice), make_contact(alice, "Miriam Kessler")
    draft = new_draft(network, make_goal(alice))

    check = finish(alice_client, draft, members={"who": "miriam"})

    with acting_as(alice):
        assert NetworkMember.objects.get(network=network).contact == miriam
    assert check.finished_at


def test_a_look_up_shows_who_is_meant_and_keeps_what_was_typed(alice: User, alice_client: Client) -> None:
    make_contact(alice, "Miriam Kessler")
    picked = make_contact(alice, "Anna Berg")
    draft = new_draft(make_network(alice), make_goal(alice))
    typed = {"who": "m", "text": "Editors", "contacts": [str(picked.pk)], "newcomers": ["Ruth Neu"], "level": "5"}

    response = alice_client.post(step_url(draft, "members"), {**typed, "intent": "look"})

    page = response.content.decode()
    assert response.status_code == 200
    assert "Miriam Kessler" in page
    assert "Something is missing" not in page
    assert 'value="Editors"' in page
    assert page.count(" checked") == 3
    assert "Editors" in str(fresh(draft).data)


def test_a_name_beside_ticked_people_is_taken_too(alice: User, alice_client: Client) -> None:
    network, one, other = make_network(alice), make_contact(alice, "Anna Berg"), make_contact(alice, "Ben Stein")
    draft = new_draft(network, make_goal(alice))

    finish(alice_client, draft, members={"contacts": [str(one.pk)], "who": "Ben"})

    with acting_as(alice):
        assert {row.contact for row in NetworkMember.objects.filter(network=network)} == {one, other}


def test_somebody_new_is_entered_with_the_network_as_origin(alice: User, alice_client: Client) -> None:
    finish(alice_client, new_draft(make_network(alice), make_goal(alice)))

    with acting_as(alice):
        assert Contact.objects.get(name="Ruth Neu").origin == "network"


def test_the_summary_says_what_was_answered(alice: User, alice_client: Client) -> None:
    draft = new_draft(make_network(alice), make_goal(alice))
    fill(alice_client, draft)

    page = alice_client.get(step_url(draft, "summary")).content.decode()

    for text in ("Warm, generous", "Three people introduced themselves", "Ruth Neu", "Proofreading", "Try it out"):
        assert text in page
    assert "I do not know yet" in page


def test_a_second_check_begins_with_the_answers_of_the_first(alice: User, alice_client: Client) -> None:
    network, goal = make_network(alice), make_goal(alice)
    first = finish(alice_client, new_draft(network, goal))
    draft = new_draft(network, goal)

    assert draft.object_id != first.pk
    page = alice_client.get(step_url(draft, "tone")).content.decode()
    assert 'value="Warm, generous"' in page
    assert "Last answered on" in page
    response = alice_client.post(step_url(draft, "summary"), {})

    assert response["Location"] == reverse("networks:check-detail", args=[draft.object_id])
    with acting_as(alice):
        second = Check.objects.get(pk=str(draft.object_id))
        assert second.snapshot["levels"]["tone"] == 4
        assert Check.objects.finished().count() == 2
        # Noted once.
        assert GivingIdea.objects.count() == 2
