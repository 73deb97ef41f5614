"""The goals, one goal, and its status."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from goals.models import Goal, Offer
from netzwerk.core.models import Draft
from netzwerk.core.walls import acting_as
from tests.factories import make_contact, make_goal
from tests.goals.rooms import make_role, make_step, new_draft, step_url

LIST = "/goals/"


def detail(goal: Goal) -> str:
    return reverse("goals:goal-detail", args=[goal.pk])


def status_url(goal: Goal, status: str) -> str:
    return reverse("goals:goal-status", args=[goal.pk, status])


def fresh(goal: Goal) -> Goal:
    with acting_as(goal.owner):
        return Goal.objects.get(pk=goal.pk)


def undo_url(client: Client) -> str:
    [message] = client.get(LIST).context["messages"]
    return str(message.extra_tags)


def test_an_empty_list_offers_the_start(alice_client: Client) -> None:
    assert reverse("goals:goal-start") in alice_client.get(LIST).content.decode()


def test_the_list_begins_with_the_goal_that_leads_and_ends_with_those_let_go(alice: User, alice_client: Client) -> None:
    make_goal(alice, "Gone", status="let_go")
    make_goal(alice, "Second")
    leader = make_goal(alice, "First", is_leading=True)
    contact = make_contact(alice)
    make_role(leader, contact)
    make_role(leader, contact, "insider")
    make_step(leader, contact)

    response = alice_client.get(LIST)

    rows, over = response.context["rows"], response.context["over"]
    assert [row.goal.statement for row in (*rows, *over)] == ["First", "Second", "Gone"]
    assert [row.goal.statement for row in over] == ["Gone"]
    assert (rows[0].filled, rows[0].open_steps) == (2, 1)


def test_a_goal_that_is_only_begun_can_be_gone_on_with(alice: User, alice_client: Client) -> None:
    draft = new_draft(alice)

    assert step_url(draft, "goal") in alice_client.get(LIST).content.decode()


def test_a_new_goal_begins_as_a_draft(alice: User, alice_client: Client) -> None:
    response = alice_client.post(reverse("goals:goal-create"))

    with acting_as(alice):
        assert response["Location"] == step_url(Draft.objects.get(), "goal")
        assert not Goal.objects.exists()


def test_a_goal_shows_all_that_belongs_to_it_and_names_its_gaps(alice: User, alice_client: Client) -> None:
    goal = make_goal(alice, sign_of_success="Five signed contracts", field="Publishing")
    contact = make_contact(alice, "Miriam Kessler")
    make_role(goal, contact, "door_opener")
    make_step(goal, contact, text="Send the checklist")
    with acting_as(alice):
        Offer.objects.create(owner=alice, kind="help", text="Proofreading")

    page = alice_client.get(detail(goal)).content.decode()

    for text in ("Five signed contracts", "Publishing", "Miriam Kessler", "Send the checklist", "Proofreading"):
        assert text in page
    assert "Nobody yet who has the answers." in page
    assert "Nobody yet who opens a door for you." not in page


def test_a_contact_in_the_bin_plays_no_role(alice: User, alice_client: Client) -> None:
    from django.utils import timezone

    goal = make_goal(alice)
    gone = make_contact(alice, "Miriam Kessler", deleted_at=timezone.now())
    make_role(goal, gone)
    make_step(goal, gone)

    assert "Miriam Kessler" not in alice_client.get(detail(goal)).content.decode()
    assert [(row.filled, row.open_steps) for row in alice_client.get(LIST).context["rows"]] == [(0, 0)]


def test_pausing_can_be_undone_and_the_lead_comes_back(alice: User, alice_client: Client) -> None:
    goal, other = make_goal(alice, "First", is_leading=True), make_goal(alice, "Second")

    response = alice_client.post(status_url(goal, "paused"))

    assert response["Location"] == detail(goal)
    assert (fresh(goal).status, fresh(other).is_leading) == ("paused", True)
    alice_client.post(undo_url(alice_client))
    assert (fresh(goal).status, fresh(goal).is_leading, fresh(other).is_leading) == ("active", True, False)


@pytest.mark.parametrize("status", ["reached", "let_go", "paused"])
def test_a_goal_can_be_over_and_taken_up_again(alice: User, alice_client: Client, status: str) -> None:
    goal = make_goal(alice)

    alice_client.post(status_url(goal, status))
    assert fresh(goal).status == status
    alice_client.post(status_url(goal, "active"))
    assert fresh(goal).status == "active"


def test_another_goal_takes_the_lead_and_gives_it_back(alice: User, alice_client: Client) -> None:
    first, second = make_goal(alice, "First", is_leading=True), make_goal(alice, "Second")

    alice_client.post(reverse("goals:goal-lead", args=[second.pk]))
    assert (fresh(first).is_leading, fresh(second).is_leading) == (False, True)

    alice_client.post(undo_url(alice_client))
    assert (fresh(first).is_leading, fresh(second).is_leading) == (True, False)


def test_an_unknown_status_is_not_found_and_a_get_changes_nothing(alice: User, alice_client: Client) -> None:
    goal = make_goal(alice)

    assert alice_client.post(status_url(goal, "won")).status_code == 404
    assert alice_client.get(status_url(goal, "paused")).status_code == 405
    assert alice_client.get(reverse("goals:goal-lead", args=[goal.pk])).status_code == 405
    assert fresh(goal).status == "active"


def test_a_stranger_finds_no_goal(alice: User, charlie_client: Client) -> None:
    goal = make_goal(alice)

    assert charlie_client.get(detail(goal)).status_code == 404
    assert charlie_client.get(reverse("goals:goal-wizard", args=[goal.pk])).status_code == 404
    assert charlie_client.post(status_url(goal, "paused")).status_code == 404
    assert charlie_client.post(reverse("goals:goal-lead", args=[goal.pk])).status_code == 404
    assert fresh(goal).status == "active"


def test_queries_do_not_grow_with_goals_people_and_steps(
    alice: User, alice_client: Client, django_assert_same_queries: Any
) -> None:
    goal = make_goal(alice, is_leading=True)
    make_role(goal, make_contact(alice, "One"))
    with django_assert_same_queries() as few:
        alice_client.get(detail(goal))
        alice_client.get(LIST)
    for number in range(8):
        contact = make_contact(alice, f"Person {number}")
        make_role(goal, contact, "multiplier")
        make_step(goal, contact)
        make_goal(alice, f"Goal {number}")
    with django_assert_same_queries() as many:
        alice_client.get(detail(goal))
        alice_client.get(LIST)

    assert len(many) == len(few)
