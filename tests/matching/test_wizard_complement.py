"""The complement wizard: five questions, each person who was chosen, and what it makes."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from contacts.models import Contact, Topic
from contacts.services.standing import delete_contact
from goals.models import NextStep, Role
from matching.models import Approach, DeclinedProposal, Holder
from netzwerk.core.walls import acting_as
from tests.factories import (
    make_approach,
    make_competence,
    make_contact,
    make_goal,
    make_holder,
    make_offer,
    make_question,
    make_role,
    make_step,
)
from tests.matching.complement_rooms import (
    QUESTIONS,
    choose,
    finish,
    fresh,
    lines,
    make_publisher,
    new_draft,
    person_input,
    person_step,
    step_url,
)


def test_each_question_opens_and_says_why_it_matters(alice: User, alice_client: Client) -> None:
    draft = new_draft(make_goal(alice))

    for place, step in enumerate(QUESTIONS, start=1):
        page = alice_client.get(step_url(draft, step)).content.decode()
        assert f"Step {place} of 6" in page
        assert "Why we ask" in page
        assert "Five publishing clients" in page


def test_the_way_through_makes_roles_contacts_approaches_holders_and_steps(alice: User, alice_client: Client) -> None:
    goal, miriam = make_goal(alice), make_contact(alice)
    offer, competence = make_offer(alice), make_competence(goal)
    draft = new_draft(goal)
    choose(alice_client, draft, "door_opener", contacts=[str(miriam.pk)])
    choose(alice_client, draft, "expert", contacts=[str(miriam.pk)], newcomers=["Ruth Neu, Nordlicht"])
    said = person_input(
        offer=str(offer.pk), asks="Who decides?", competences=str(competence.pk), step="Call", step_on="2030-05-04"
    )
    response = alice_client.post(person_step(alice_client, draft, "Miriam Kessler"), said)
    assert response.status_code == 302

    page = finish(alice_client, draft)

    assert "3 roles, 1 new contact, 1 idea of what to give or ask, 1 next step" in page
    with acting_as(alice):
        kinds = {(role.contact.name, role.kind) for role in Role.objects.filter(goal=goal)}
        assert kinds == {
            ("Miriam Kessler", "door_opener"), ("Miriam Kessler", "expert"), ("Ruth Neu", "expert"),
        }  # fmt: skip
        [position] = Contact.objects.get(name="Ruth Neu").positions.all()
        assert position.organisation_name == "Nordlicht"
        approach = Approach.objects.get()
        assert (approach.gives, approach.offer_id, approach.asks) == ("A look at a layout", offer.pk, "Who decides?")
        assert Holder.objects.get().competence_id == competence.pk
        step = NextStep.objects.get()
        assert (step.text, str(step.due_on), step.contact_id) == ("Call", "2030-05-04", miriam.pk)


def test_proposals_come_with_their_reasons_and_more_brings_others(alice: User, alice_client: Client) -> None:
    goal = make_goal(alice, field="Publishing")
    for number in range(8):
        make_publisher(alice, f"Publisher {number}")
    draft = new_draft(goal)

    first = alice_client.get(step_url(draft, "insider")).content.decode()
    shown = _values(first, "shown")
    more = alice_client.post(step_url(draft, "insider"), {"intent": "more", "shown": shown, "contacts": [shown[0]]})
    page = more.content.decode()

    assert len(shown) == 6
    assert "Publishing" in first.split('class="why"')[1].split("</ul>")[0]
    later = _values(page, "shown")
    assert shown[0] in later
    assert set(later) & set(shown) == {shown[0]}
    assert f'value="{shown[0]}" id="id_proposed_{shown[0]}" checked' in page
    # Where one was is kept.
    assert _values(alice_client.get(step_url(draft, "insider")).content.decode(), "shown") == later


def test_more_answers_htmx_with_the_proposals_alone(alice: User, alice_client: Client) -> None:
    draft = new_draft(make_goal(alice, field="Publishing"))
    make_publisher(alice, "Publisher")

    part = alice_client.post(step_url(draft, "insider"), {"intent": "more"}, headers={"HX-Request": "true"})

    assert part.content.decode().strip().startswith('<div class="proposals"')


def test_a_proposal_is_declined_for_good_and_that_can_be_undone(alice: User, alice_client: Client) -> None:
    goal = make_goal(alice, field="Publishing")
    person = make_publisher(alice, "Petra Publisher")
    draft = new_draft(goal)
    url = step_url(draft, "insider")

    data = {"intent": f"decline-{person.pk}", "contacts": [str(person.pk)], "newcomers": ["Ruth Neu"]}
    page = alice_client.post(url, data).content.decode()

    assert "Petra Publisher is not proposed for this again." in page
    assert reverse("matching:proposal-reconsider", args=[goal.pk, person.pk, "insider"]) in page
    assert "id_proposed" not in page
    assert 'value="Ruth Neu"' in page
    with acting_as(alice):
        assert DeclinedProposal.objects.get().kind == "insider"
    assert "id_proposed" in alice_client.get(step_url(draft, "door_opener")).content.decode()
    undo = reverse("matching:proposal-reconsider", args=[goal.pk, person.pk, "insider"])
    assert alice_client.post(f"{undo}?next={url}")["Location"] == url
    assert f"id_proposed_{person.pk}" in alice_client.get(url).content.decode()


@pytest.mark.parametrize(
    "instead",
    [{"ended_in_conflict": True}, {"is_resting": True}, {"archived_at": "2026-01-01T00:00Z"}],
)
def test_nobody_is_proposed_whom_rule_2_keeps_out(alice: User, alice_client: Client, instead: dict[str, Any]) -> None:
    draft = new_draft(make_goal(alice, field="Publishing"))
    make_publisher(alice, "Petra Publisher", **instead)

    for step in QUESTIONS:
        assert "Petra Publisher" not in alice_client.get(step_url(draft, step)).content.decode()


def test_the_expert_question_shows_needs_and_asks_about_one(alice: User, alice_client: Client) -> None:
    goal = make_goal(alice)
    competence, question = make_competence(goal), make_question(goal)
    draft = new_draft(goal)

    page = alice_client.get(step_url(draft, "expert")).content.decode()
    about = alice_client.post(step_url(draft, "expert"), {"intent": f"about-{question.pk}"}).content.decode()

    assert competence.text in page
    assert question.text in page
    assert f'value="about-{question.pk}" aria-pressed="true"' in about
    assert competence.text not in alice_client.get(step_url(draft, "insider")).content.decode()


def test_who_has_the_role_already_is_named(alice: User, alice_client: Client) -> None:
    goal, binned = make_goal(alice), make_contact(alice, "Bea Bin")
    make_role(goal, make_contact(alice, "Vera Vorn"), "insider")
    make_role(goal, binned, "insider")
    with acting_as(alice):
        delete_contact(contact=binned)

    page = alice_client.get(step_url(new_draft(goal), "insider")).content.decode()

    assert "In this role already:" in page
    assert "Vera Vorn" in page
    assert "Bea Bin" not in page


def test_new_names_are_entered_a_line_each_with_what_was_said_of_them(alice: User, alice_client: Client) -> None:
    draft = new_draft(make_goal(alice))
    choose(alice_client, draft, "insider", **lines("Ruth Neu, Nordlicht", "Tom Alt", touch="longer", interesting="on"))

    finish(alice_client, draft)

    with acting_as(alice):
        ruth = Contact.objects.get(name="Ruth Neu")
        assert (ruth.last_in_touch, ruth.is_interesting) == ("longer", True)
        assert Role.objects.filter(kind="insider").count() == 2


def test_a_known_name_is_hinted_and_then_means_the_person_who_has_it(alice: User, alice_client: Client) -> None:
    miriam = make_contact(alice)
    draft = new_draft(make_goal(alice))

    hinted = alice_client.post(step_url(draft, "insider"), lines("Miriam Kessler"))
    choose(alice_client, draft, "insider", **lines("Miriam Kessler", seen=miriam.folded_name))
    finish(alice_client, draft)

    assert hinted.status_code == 422
    assert "Already among your contacts:" in hinted.content.decode()
    with acting_as(alice):
        assert Contact.objects.count() == 1
        assert Role.objects.get().contact_id == miriam.pk


def test_somebody_else_of_the_same_name_is_entered(alice: User, alice_client: Client) -> None:
    miriam = make_contact(alice)
    draft = new_draft(make_goal(alice))
    choose(alice_client, draft, "insider", **lines("Miriam Kessler", seen=miriam.folded_name, anyway="on"))

    finish(alice_client, draft)

    with acting_as(alice):
        assert Contact.objects.count() == 2
        assert Role.objects.get().contact_id != miriam.pk


def test_a_new_name_that_somebody_has_got_meanwhile_is_theirs(alice: User, alice_client: Client) -> None:
    draft = new_draft(make_goal(alice))
    choose(alice_client, draft, "insider", newcomers=["Ruth Neu"])
    ruth = make_contact(alice, "Ruth Neu")

    finish(alice_client, draft)

    with acting_as(alice):
        assert Role.objects.get().contact_id == ruth.pk
        assert Contact.objects.count() == 1


def test_the_same_new_name_in_two_questions_is_one_person(alice: User, alice_client: Client) -> None:
    draft = new_draft(make_goal(alice))
    choose(alice_client, draft, "expert", newcomers=["Ruth Neu"])
    choose(alice_client, draft, "insider", **lines("ruth neu, Nordlicht"))

    finish(alice_client, draft)

    with acting_as(alice):
        [ruth] = Contact.objects.all()
        assert {role.kind for role in ruth.roles.all()} == {"expert", "insider"}
        assert ruth.positions.count() == 1


def test_people_typed_without_javascript_are_taken(alice: User, alice_client: Client) -> None:
    miriam = make_contact(alice)
    draft = new_draft(make_goal(alice))

    looked = alice_client.post(step_url(draft, "insider"), {"who": "miriam", "intent": "look"})
    choose(alice_client, draft, "insider", who="miriam")
    finish(alice_client, draft)

    assert looked.status_code == 200
    assert f"id_person_{miriam.pk}" in looked.content.decode()
    with acting_as(alice):
        assert Role.objects.get().contact_id == miriam.pk


def test_a_person_is_asked_for_what_to_give_first_and_all_is_filled_in(alice: User, alice_client: Client) -> None:
    goal, miriam = make_goal(alice), make_contact(alice)
    make_offer(alice, "A look at a layout")
    fitting = make_offer(alice, "Introductions to printers")
    make_question(goal)
    with acting_as(alice):
        Topic.objects.create(owner=alice, contact=miriam, direction="seeks", text="Printers for a small series")
    draft = new_draft(goal)
    choose(alice_client, draft, "door_opener", contacts=[str(miriam.pk)])

    page = alice_client.get(person_step(alice_client, draft, "Miriam Kessler")).content.decode()

    assert "What can you give Miriam Kessler?" in page
    assert "Printers for a small series" in page
    assert page.index("What can I give?") < page.index("What would I ask?")
    # Two offers of one millisecond have no order of their own.
    assert re.search(rf'value="{fitting.pk}" id="id_person-offer_[01]" checked', page)
    assert 'value="Get in touch"' in page


def test_what_was_kept_before_is_shown_and_a_planned_step_is_not_planned_again(
    alice: User, alice_client: Client
) -> None:
    goal, miriam = make_goal(alice), make_contact(alice)
    competence = make_competence(goal)
    make_holder(competence, miriam)
    make_approach(goal, miriam, gives="My own words")
    make_step(goal, miriam, "Send the book")
    draft = new_draft(goal)
    choose(alice_client, draft, "door_opener", contacts=[str(miriam.pk)])

    page = alice_client.get(person_step(alice_client, draft, "Miriam Kessler")).content.decode()

    assert 'value="My own words"' in page
    assert "Planned already: Send the book" in page
    assert f'value="{competence.pk}" id="id_person-competences_0" checked' in page
    assert 'value="Get in touch"' not in page


def test_whoever_is_left_open_gets_the_role_alone(alice: User, alice_client: Client) -> None:
    goal, one, other = make_goal(alice), make_contact(alice, "Anna Berg"), make_contact(alice, "Ben Stein")
    make_offer(alice)
    draft = new_draft(goal)
    choose(alice_client, draft, "insider", contacts=[str(one.pk), str(other.pk)])
    first = person_step(alice_client, draft, "Anna Berg")

    skipped = alice_client.post(first, {**person_input(gives="A tip"), "intent": "skip"})
    ended = alice_client.post(person_step(alice_client, draft, "Ben Stein"), {"intent": "skip"})
    summary = alice_client.get(step_url(draft, "summary")).content.decode()
    finish(alice_client, draft)

    assert skipped["Location"] == _link(summary, "Ben Stein")
    assert ended["Location"] == step_url(draft, "summary")
    assert "With their role alone, for now:" in summary
    with acting_as(alice):
        assert Role.objects.count() == 2
        assert not Approach.objects.exists()
        assert not NextStep.objects.exists()


def test_the_others_can_wait(alice: User, alice_client: Client) -> None:
    people = [make_contact(alice, name) for name in ("Anna Berg", "Ben Stein", "Cora Tal")]
    draft = new_draft(make_goal(alice))
    choose(alice_client, draft, "insider", contacts=[str(one.pk) for one in people])
    first = person_step(alice_client, draft, "Anna Berg")

    page = alice_client.get(first).content.decode()
    left = alice_client.post(first, {**person_input(gives="A tip"), "intent": "end"})
    finish(alice_client, draft)

    assert "The other 2 later" in page
    assert left["Location"] == step_url(draft, "summary")
    with acting_as(alice):
        assert Approach.objects.get().gives == "A tip"
        assert Role.objects.count() == 3


@pytest.mark.parametrize(
    ("data", "why"),
    [
        ({"offer": "nonsense"}, "What you chose is no longer there."),
        ({"gives": "x" * 301}, "at most 300"),
        ({"gives": "a\0b"}, "Null characters"),
        ({"step": "Call", "step_on": ""}, "A day helps to keep it."),
        ({"step": "Call", "step_on": "soon"}, "valid date"),
        ({"competences": "00000000-0000-0000-0000-000000000000"}, "no longer there"),
    ],
)
def test_what_does_not_fit_is_refused(alice: User, alice_client: Client, data: dict[str, str], why: str) -> None:
    goal, miriam = make_goal(alice), make_contact(alice)
    make_offer(alice)
    make_competence(goal)
    draft = new_draft(goal)
    choose(alice_client, draft, "insider", contacts=[str(miriam.pk)])

    response = alice_client.post(person_step(alice_client, draft, "Miriam Kessler"), person_input(**data))

    assert response.status_code == 422
    assert why in response.content.decode()


@pytest.mark.parametrize(
    ("data", "why"),
    [
        ({"who": "Nobody I know"}, "Nobody here has that name."),
        ({"newcomers": ["x" * 201]}, "at most"),
        (lines(", Nordlicht"), "The name comes first"),
        (lines("x" * 301), "at most 300"),
    ],
)
def test_names_that_do_not_fit_are_refused(alice: User, alice_client: Client, data: dict[str, Any], why: str) -> None:
    draft = new_draft(make_goal(alice))

    response = alice_client.post(step_url(draft, "insider"), data)

    assert response.status_code == 422
    page = response.content.decode()
    assert why in page
    # What is wrong is never folded away.
    assert ('<details class="fold" open>' in page) == ("people-TOTAL_FORMS" in data)


def test_hostile_input_is_harmless(alice: User, alice_client: Client) -> None:
    draft = new_draft(make_goal(alice))
    url = step_url(draft, "expert")

    for intent in ("more", "look", "about-x\0", "decline-nonsense", "decline-", "end", "skip", "keep"):
        data = {"intent": intent, "contacts": ["nonsense", "\0"], "passed": ["x" * 10_000], "who": "x" * 10_000}
        assert alice_client.post(url, data).status_code in (200, 204, 302, 422), intent
        assert alice_client.get(url).status_code == 200
    assert alice_client.post(url, {"people-TOTAL_FORMS": "x", "people-0-line": "\0"}).status_code == 422
    assert alice_client.get(url).status_code == 200


def test_people_of_a_stranger_are_left_out(alice: User, charlie: User, alice_client: Client) -> None:
    draft, foreign = new_draft(make_goal(alice)), make_contact(charlie, "Zoe Fremd")
    choose(alice_client, draft, "insider", contacts=[str(foreign.pk)])

    declined = alice_client.post(step_url(draft, "insider"), {"intent": f"decline-{foreign.pk}"})
    page = finish(alice_client, draft)

    assert "Zoe Fremd" not in declined.content.decode() + page
    with acting_as(alice):
        assert not Role.objects.exists()
        assert not DeclinedProposal.objects.exists()


def test_the_number_of_queries_does_not_grow(
    alice: User, alice_client: Client, django_assert_max_num_queries: Any
) -> None:
    goal = make_goal(alice, field="Publishing")
    draft = new_draft(goal)

    def counted(step: str) -> int:
        with django_assert_max_num_queries(120) as counter:
            assert alice_client.get(step_url(draft, step)).status_code == 200
        return len(counter)

    def add(number: int) -> None:
        people = [make_publisher(alice, f"Publisher {number} {place}") for place in range(3)]
        make_role(goal, people[2], "insider")
        choose(alice_client, draft, "insider", contacts=[str(people[0].pk)], newcomers=[f"New {number}"])
        choose(alice_client, draft, "expert", contacts=[str(people[1].pk), str(people[0].pk)])
        url = person_step(alice_client, draft, people[0].name)
        assert alice_client.post(url, person_input(gives="A tip")).status_code == 302

    add(0)
    alice_client.get(step_url(draft, "insider"))
    before = {step: counted(step) for step in ("insider", "summary")}
    for number in range(1, 4):
        add(number)
    assert {step: counted(step) for step in ("insider", "summary")} == before
    assert fresh(draft).finished_at is None


def _values(page: str, name: str) -> list[str]:
    return [part.split('"')[0] for part in page.split(f'name="{name}" value="')[1:]]


def _link(summary: str, name: str) -> str:
    return summary.partition(f">{name}</a>")[0].rpartition('href="')[2].rstrip('"')
