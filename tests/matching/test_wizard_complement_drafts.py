"""Drafts of the complement wizard: begun, left and gone on with, finished twice, and of others."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from contacts.services.standing import archive_contact, delete_contact
from goals.models import Goal, NextStep, Role
from matching.models import Approach
from netzwerk.core.models import Draft
from netzwerk.core.walls import acting_as
from tests.factories import make_contact, make_goal, make_user
from tests.matching.complement_rooms import (
    QUESTIONS,
    choose,
    finish,
    fresh,
    new_draft,
    person_input,
    person_step,
    step_url,
)
from tests.racing import client_of, count, twice


def start_url(goal: Goal) -> str:
    """Return where the wizard is begun or gone on with."""
    return reverse("matching:complement", args=[goal.pk])


def test_opening_it_twice_goes_on_with_the_same_draft(alice: User, alice_client: Client) -> None:
    goal = make_goal(alice)

    first, second = alice_client.get(start_url(goal)), alice_client.get(f"{start_url(goal)}?step=insider")

    with acting_as(alice):
        draft = Draft.objects.get()
        assert (draft.wizard, draft.object_id) == ("complement", goal.pk)
    assert first["Location"] == step_url(draft, "door_opener")
    assert second["Location"] == step_url(draft, "insider")
    assert alice_client.get(f"{start_url(goal)}?step=nonsense")["Location"] == step_url(draft, "door_opener")


def test_it_goes_on_in_another_browser_where_it_was_left(alice: User, alice_client: Client) -> None:
    goal, miriam = make_goal(alice), make_contact(alice)
    draft = new_draft(goal)
    choose(alice_client, draft, "insider", contacts=[str(miriam.pk)])
    step = person_step(alice_client, draft, "Miriam Kessler")
    left = alice_client.post(step, {**person_input(gives="Half a th"), "intent": "later"})
    alice_client.logout()
    second = client_of(alice)

    assert left["Location"] == reverse("goals:goal-detail", args=[goal.pk])
    assert second.get(start_url(goal))["Location"] == step
    assert 'value="Half a th"' in second.get(step).content.decode()


def test_what_is_typed_is_kept_on_the_way_and_back(alice: User, alice_client: Client) -> None:
    draft, miriam = new_draft(make_goal(alice)), make_contact(alice)
    url = step_url(draft, "expert")

    kept = alice_client.post(url, {"contacts": [str(miriam.pk)], "people-0-line": "Ru", "intent": "keep"})
    back = alice_client.post(url, {"contacts": [str(miriam.pk)], "who": "Half a name", "intent": "back"})

    assert kept.status_code == 204
    assert back["Location"] == step_url(draft, "door_opener")
    page = alice_client.get(url).content.decode()
    assert f'value="{miriam.pk}"' in page
    assert 'value="Half a name"' in page


def test_whoever_is_binned_archived_or_gone_meanwhile_is_left_out_and_told(alice: User, alice_client: Client) -> None:
    draft = new_draft(make_goal(alice))
    binned, archived, gone, here = (make_contact(alice, name) for name in ("Bea", "Ada", "Gil", "Hanna"))
    choose(alice_client, draft, "insider", contacts=[str(one.pk) for one in (binned, archived, gone, here)])
    step = person_step(alice_client, draft, "Ada")
    alice_client.post(step, person_input(gives="A tip", step="Call", step_on="2030-01-01"))
    with acting_as(alice):
        delete_contact(contact=binned)
        archive_contact(contact=archived)
        type(gone).objects.filter(pk=gone.pk).delete()

    question = alice_client.get(step_url(draft, "insider")).content.decode()
    summary = alice_client.get(step_url(draft, "summary")).content.decode()
    goal = finish(alice_client, draft)

    for page in (question, summary, goal):
        assert "3 of those you chose are archived or no longer there, and are left out." in page
    with acting_as(alice):
        assert Role.objects.get().contact_id == here.pk
        assert not Approach.objects.exists()
        assert not NextStep.objects.exists()
    assert alice_client.get(step)["Location"] == reverse("goals:goal-detail", args=[fresh(draft).object_id])


def test_the_step_of_somebody_who_is_gone_leads_to_the_summary(alice: User, alice_client: Client) -> None:
    goal, miriam = make_goal(alice), make_contact(alice)
    draft = new_draft(goal)
    choose(alice_client, draft, "insider", contacts=[str(miriam.pk)])
    step = person_step(alice_client, draft, "Miriam Kessler")
    alice_client.post(step, {**person_input(gives="A tip"), "intent": "later"})
    with acting_as(alice):
        delete_contact(contact=miriam)

    assert alice_client.get(start_url(goal))["Location"] == step
    assert alice_client.get(step)["Location"] == step_url(draft, "summary")
    assert alice_client.post(step, person_input(gives="A tip"))["Location"] == step_url(draft, "summary")
    kept = alice_client.post(step, {"intent": "keep"}, headers={"HX-Request": "true"})
    assert kept.status_code == 204


def test_a_get_changes_nothing(alice: User, alice_client: Client) -> None:
    draft, miriam = new_draft(make_goal(alice)), make_contact(alice)
    choose(alice_client, draft, "insider", contacts=[str(miriam.pk)])
    before = fresh(draft)

    for url in (step_url(draft, "insider"), person_step(alice_client, draft, miriam.name), step_url(draft, "summary")):
        alice_client.get(url)

    after = fresh(draft)
    assert (after.data, after.updated_at, after.finished_at) == (before.data, before.updated_at, None)


def test_the_summary_posted_twice_writes_once(alice: User, alice_client: Client) -> None:
    goal, miriam = make_goal(alice), make_contact(alice)
    draft = new_draft(goal)
    choose(alice_client, draft, "insider", contacts=[str(miriam.pk)], newcomers=["Ruth Neu"])
    step = person_step(alice_client, draft, "Miriam Kessler")
    alice_client.post(step, person_input(gives="A tip", step="Call", step_on="2030-01-01"))

    first = alice_client.post(step_url(draft, "summary"), {})
    second = alice_client.post(step_url(draft, "summary"), {})

    assert first["Location"] == second["Location"] == reverse("goals:goal-detail", args=[goal.pk])
    assert fresh(draft).data == {}
    with acting_as(alice):
        assert (Role.objects.count(), Approach.objects.count(), NextStep.objects.count()) == (2, 1, 1)
    assert alice_client.get(start_url(goal))["Location"] != step_url(draft, "door_opener")


def test_two_clicks_at_once_finish_it_once(real_transactions: None) -> None:
    alice = make_user("alice@example.org")
    draft = new_draft(make_goal(alice))
    choose(client_of(alice), draft, "insider", newcomers=["Ruth Neu"])

    assert twice(alice, step_url(draft, "summary"), {}) == [302, 302]
    assert count(alice, Role.objects.count) == 1


def test_a_summary_with_a_gap_leads_to_it(alice: User, alice_client: Client) -> None:
    draft, miriam = new_draft(make_goal(alice)), make_contact(alice)
    choose(alice_client, draft, "insider", contacts=[str(miriam.pk)])
    step = person_step(alice_client, draft, "Miriam Kessler")
    alice_client.post(step, {**person_input(step="Call"), "intent": "end"})

    assert "Something is missing here." in alice_client.get(step_url(draft, "summary")).content.decode()
    assert alice_client.post(step_url(draft, "summary"), {})["Location"] == step
    assert fresh(draft).finished_at is None


def test_with_nobody_chosen_it_ends_kindly(alice: User, alice_client: Client) -> None:
    assert "Nobody new today." in finish(alice_client, new_draft(make_goal(alice)))


def test_with_the_goal_gone_the_wizard_says_so(alice: User, alice_client: Client) -> None:
    goal = make_goal(alice)
    draft = new_draft(goal)
    with acting_as(alice):
        Goal.objects.filter(pk=goal.pk).delete()

    assert "no longer there" in alice_client.get(step_url(draft, "expert"), follow=True).content.decode()
    assert alice_client.post(step_url(draft, "expert"), {}).status_code == 302
    kept = alice_client.post(step_url(draft, "expert"), {"intent": "keep"}, headers={"HX-Request": "true"})
    assert kept.status_code == 204


@pytest.mark.parametrize("step", ["done", "supporter", "nothing"])
def test_an_unknown_step_is_not_found(alice: User, alice_client: Client, step: str) -> None:
    draft = new_draft(make_goal(alice))

    assert alice_client.get(step_url(draft, step)).status_code == 404
    assert alice_client.post(step_url(draft, step), {}).status_code == 404


def test_a_strangers_draft_and_goal_are_not_found(alice: User, charlie: User, charlie_client: Client) -> None:
    goal = make_goal(alice)
    draft = new_draft(goal)

    for step in [*QUESTIONS, "summary", "with-0123456789abcdef"]:
        assert charlie_client.get(step_url(draft, step)).status_code == 404
        assert charlie_client.post(step_url(draft, step), {"newcomers": ["Ruth"]}).status_code == 404
    assert charlie_client.get(start_url(goal)).status_code == 404
    assert fresh(draft).data == {}


def test_at_most_twenty_people_are_asked_about(alice: User, alice_client: Client) -> None:
    draft = new_draft(make_goal(alice))
    people = [str(make_contact(alice, f"Person {number}").pk) for number in range(22)]
    choose(alice_client, draft, "insider", contacts=people)

    page = alice_client.get(step_url(draft, "summary")).content.decode()
    finish(alice_client, draft)

    assert "Step 26 of 26" in page
    with acting_as(alice):
        assert Role.objects.count() == 22
    assert fresh(draft).finished_at <= timezone.now()  # type: ignore[operator]
