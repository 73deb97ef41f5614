"""Drafts of the goal wizard: which one is opened, by whom, and what it begins with."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from goals.models import Competence, Goal, IdealNetwork, Offer
from netzwerk.core.models import Draft
from netzwerk.core.walls import acting_as
from tests.factories import local_today, make_goal
from tests.goals.rooms import (
    GOAL_INPUT,
    HELP_INPUT,
    NETWORK_INPUT,
    STEPS,
    fill,
    fresh,
    goals_of,
    new_draft,
    step_url,
)


def test_no_token_against_forgery_is_kept_in_a_draft(alice: User, alice_client: Client) -> None:
    draft = new_draft(alice)

    alice_client.post(step_url(draft, "goal"), {**GOAL_INPUT, "csrfmiddlewaretoken": "secret", "intent": "next"})

    assert set(fresh(alice, draft).data["step_data"]["goal"]) == set(GOAL_INPUT)


def test_two_drafts_do_not_mix(alice: User, alice_client: Client) -> None:
    one, other = new_draft(alice), new_draft(alice)
    alice_client.post(step_url(one, "goal"), {**GOAL_INPUT, "goal-statement": "One"})
    alice_client.post(step_url(other, "goal"), {**GOAL_INPUT, "goal-statement": "Other"})

    for draft in (one, other):
        alice_client.post(step_url(draft, "summary"), {})

    assert sorted(goal.statement for goal in goals_of(alice)) == ["One", "Other"]


def test_a_draft_goes_on_in_another_browser(alice: User, alice_client: Client) -> None:
    goal = make_goal(alice)
    draft = new_draft(alice, goal)
    alice_client.post(step_url(draft, "network"), NETWORK_INPUT)
    alice_client.logout()
    second = Client(HTTP_HOST="localhost")
    second.force_login(alice)

    resumed = second.get(reverse("goals:goal-wizard", args=[goal.pk]))

    assert resumed["Location"] == step_url(draft, "help")
    assert 'value="Hamburg"' in second.get(step_url(draft, "network")).content.decode()


def test_the_wizard_of_a_goal_begins_with_what_is_known(alice: User, alice_client: Client) -> None:
    goal = make_goal(alice, "Five clients", field="Publishing", success_number=5, due_on=local_today())
    with acting_as(alice):
        IdealNetwork.objects.create(owner=alice, goal=goal, reach="regional", fee="up_to", fee_amount=Decimal("120.00"))
        Competence.objects.create(owner=alice, goal=goal, text="Tax law")
    draft = new_draft(alice, goal)

    assert alice_client.post(step_url(draft, "summary"), {}).status_code == 302

    with acting_as(alice):
        same = Goal.objects.get()
        assert (same.pk, same.statement, same.field, same.success_number) == (goal.pk, "Five clients", "Publishing", 5)
        assert same.due_on == local_today()
        assert IdealNetwork.objects.get().fee_amount == Decimal(120)
        assert Competence.objects.get().text == "Tax law"


def test_opening_the_wizard_twice_makes_one_draft_and_a_step_can_be_asked_for(
    alice: User, alice_client: Client
) -> None:
    goal = make_goal(alice)
    url = reverse("goals:goal-wizard", args=[goal.pk])

    first, second = alice_client.get(url), alice_client.get(url + "?step=offers")

    with acting_as(alice):
        draft = Draft.objects.get()
    assert first["Location"] == step_url(draft, "goal")
    assert second["Location"] == step_url(draft, "offers")


def test_an_old_draft_is_not_resumed_and_goes_when_another_begins(alice: User, alice_client: Client) -> None:
    goal = make_goal(alice)
    old = new_draft(alice, goal)
    with acting_as(alice):
        Draft.objects.filter(pk=old.pk).update(updated_at=timezone.now() - timedelta(days=90, seconds=1))

    assert alice_client.get(step_url(old, "goal")).status_code == 404
    assert alice_client.post(step_url(old, "summary"), {}).status_code == 404

    alice_client.get(reverse("goals:goal-wizard", args=[goal.pk]))
    with acting_as(alice):
        assert Draft.objects.exclude(pk=old.pk).get().object_id == goal.pk
        assert not Draft.objects.filter(pk=old.pk).exists()


def test_a_finished_draft_leads_to_its_goal(alice: User, alice_client: Client) -> None:
    draft = new_draft(alice)
    fill(alice_client, draft)
    alice_client.post(step_url(draft, "summary"), {})
    [goal] = goals_of(alice)

    for response in (alice_client.get(step_url(draft, "help")), alice_client.post(step_url(draft, "help"), HELP_INPUT)):
        assert response["Location"] == reverse("goals:goal-detail", args=[goal.pk])
    assert fresh(alice, draft).data == {}


@pytest.mark.parametrize("step", ["done", "nothing", "goals"])
def test_an_unknown_step_is_not_found(alice: User, alice_client: Client, step: str) -> None:
    draft = new_draft(alice)

    assert alice_client.get(step_url(draft, step)).status_code == 404
    assert alice_client.post(step_url(draft, step), {}).status_code == 404


def test_a_strangers_draft_is_not_found_and_stays_as_it_was(alice: User, charlie_client: Client) -> None:
    draft = new_draft(alice)
    before = fresh(alice, draft).data

    assert charlie_client.get(step_url(draft, "goal")).status_code == 404
    for step in STEPS:
        assert charlie_client.post(step_url(draft, step), GOAL_INPUT).status_code == 404
    assert charlie_client.get(step_url(Draft(pk=uuid4()), "goal")).status_code == 404
    assert fresh(alice, draft).data == before


def test_the_wizard_wants_the_log_in(alice: User) -> None:
    draft = new_draft(alice)

    response = Client(HTTP_HOST="localhost").get(step_url(draft, "goal"))

    assert response.status_code == 302
    assert "login" in response["Location"]


def test_a_step_in_which_nobody_typed_shows_how_things_stand(alice: User, alice_client: Client) -> None:
    goal = make_goal(alice)
    draft = new_draft(alice, goal)
    alice_client.post(step_url(draft, "help"), HELP_INPUT)
    with acting_as(alice):
        Offer.objects.create(owner=alice, kind="help", text="Proofreading")

    assert "Proofreading" in alice_client.get(step_url(draft, "offers")).content.decode()
    alice_client.post(step_url(draft, "summary"), {})

    with acting_as(alice):
        assert Offer.objects.get().text == "Proofreading"
        assert Competence.objects.count() == 2


def test_a_goal_tells_that_changes_were_begun(alice: User, alice_client: Client) -> None:
    goal = make_goal(alice)
    draft = new_draft(alice, goal)
    page = reverse("goals:goal-detail", args=[goal.pk])
    assert "You have begun" not in alice_client.get(page).content.decode()

    alice_client.post(step_url(draft, "help"), {**HELP_INPUT, "intent": "later"})

    assert step_url(draft, "help") in alice_client.get(page).content.decode()
