"""A goal reached: what helped, whom to thank; a goal let go; and the way back."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from goals.models import Goal, LogEntry, NextStep
from netzwerk.core.walls import acting_as
from tests.factories import local_today, make_contact, make_goal, make_role, make_step
from tests.toasts import undo_of

SOON = (local_today() + timedelta(days=5)).isoformat()


def reached(goal: Goal) -> str:
    return reverse("goals:goal-reached", args=[goal.pk])


def let_go(goal: Goal) -> str:
    return reverse("goals:goal-let-go", args=[goal.pk])


def fresh(goal: Goal) -> Goal:
    with acting_as(goal.owner):
        return Goal.objects.get(pk=goal.pk)


def steps(owner: User) -> list[NextStep]:
    with acting_as(owner):
        return list(NextStep.objects.for_user(owner).open().order_by("text"))


def test_a_reached_goal_shows_what_helped_and_whom_to_thank(alice: User, alice_client: Client) -> None:
    goal = make_goal(alice, is_leading=True, success_number=5)
    miriam = make_contact(alice, "Miriam Kessler")
    make_role(goal, miriam)
    data = {"what_helped": "Asking early", "number": "5", "thank": [str(miriam.pk)], "thank_by": SOON}

    response = alice_client.post(reached(goal), data)

    assert response["Location"] == reverse("goals:goal-detail", args=[goal.pk])
    assert (fresh(goal).status, fresh(goal).what_helped) == ("reached", "Asking early")
    [step] = steps(alice)
    assert (step.text, step.due_on.isoformat()) == ("Thank Miriam Kessler for the help", SOON)
    page = alice_client.get(response["Location"]).content.decode()
    assert "Asking early" in page
    assert "to thank by" in page
    today = alice_client.get("/").content.decode()
    assert "Thank Miriam Kessler for the help" in today


def test_all_of_it_is_taken_back(alice: User, alice_client: Client) -> None:
    goal, miriam = make_goal(alice, is_leading=True, success_number=5), make_contact(alice)
    make_role(goal, miriam)
    step = make_step(goal, miriam, text="Call")
    data = {"number": "5", "thank": [str(miriam.pk)], "thank_by": SOON, "drop": [str(step.pk)]}
    response = alice_client.post(reached(goal), data)
    assert [one.text for one in steps(alice)] == ["Thank Miriam Kessler for the help"]

    alice_client.post(undo_of(response))
    alice_client.post(undo_of(response))

    assert (fresh(goal).status, fresh(goal).is_leading, fresh(goal).status_on) == ("active", True, None)
    assert [one.text for one in steps(alice)] == ["Call"]
    with acting_as(alice):
        assert not LogEntry.objects.exists()


def test_the_questions_can_be_skipped(alice: User, alice_client: Client) -> None:
    goal = make_goal(alice)
    step = make_step(goal, make_contact(alice))

    alice_client.post(reached(goal), {"intent": "skip", "drop": [str(step.pk)], "what_helped": "x" * 9_000})

    assert fresh(goal).status == "reached"
    assert steps(alice) == [step]


def test_steps_whose_day_has_passed_are_ticked_and_others_not(alice: User, alice_client: Client) -> None:
    goal, contact = make_goal(alice), make_contact(alice)
    old = make_step(goal, contact, "Old", due_on=date(2026, 1, 1))
    make_step(goal, contact, "New", due_on=local_today() + timedelta(days=3))

    for page in (reached(goal), let_go(goal)):
        assert alice_client.get(page).context["form"].ticked == {str(old.pk)}


def test_a_goal_is_let_go_with_a_word_and_taken_up_again(alice: User, alice_client: Client) -> None:
    goal = make_goal(alice, is_leading=True)
    step = make_step(goal, make_contact(alice))

    response = alice_client.post(let_go(goal), {"note": "Another way", "drop": [str(step.pk)]})

    assert fresh(goal).status == "let_go"
    assert steps(alice) == []
    assert "Another way" in alice_client.get(response["Location"]).content.decode()
    alice_client.post(undo_of(response))
    assert (fresh(goal).status, fresh(goal).is_leading) == ("active", True)
    assert steps(alice) == [step]


@pytest.mark.parametrize(
    "wrong",
    [
        {"thank_by": "2001-01-01"},
        {"thank_by": "2999-01-01"},
        {"thank_by": "soon"},
        {"number": "-3"},
        {"number": "9" * 30},
        {"what_helped": "x" * 10_000},
        {"what_helped": "\x00"},
        {"thank": [str(uuid4())]},
        {"thank": ["not-a-uuid"]},
        {"drop": ["\x00"]},
    ],
)
def test_what_is_not_in_order_is_told_and_changes_nothing(
    alice: User, alice_client: Client, wrong: dict[str, Any]
) -> None:
    goal = make_goal(alice, success_number=5)
    make_role(goal, make_contact(alice))
    make_step(goal, make_contact(alice, "Tomasz"))

    response = alice_client.post(reached(goal), wrong)

    assert response.status_code == 422
    assert fresh(goal).status == "active"


def test_people_and_steps_of_somebody_else_are_refused(alice: User, charlie: User, charlie_client: Client) -> None:
    goal, own = make_goal(alice), make_goal(charlie)
    contact = make_contact(alice, last_moment_on=local_today())
    make_role(goal, contact)
    step = make_step(goal, contact)

    assert charlie_client.post(reached(own), {"thank": [str(contact.pk)], "thank_by": SOON}).status_code == 422
    assert charlie_client.post(let_go(own), {"drop": [str(step.pk)]}).status_code == 302
    assert steps(alice) == [step]
    for address in (reached(goal), let_go(goal)):
        assert charlie_client.get(address).status_code == 404
        assert charlie_client.post(address).status_code == 404
    undo = reverse("goals:goal-status-undo", args=[goal.pk, "paused"])
    assert charlie_client.post(undo).status_code == 404
    assert fresh(goal).status == "active"
    assert steps(charlie) == []


def test_nonsense_in_the_way_back_brings_back_no_more_than_the_status(alice: User, alice_client: Client) -> None:
    goal = make_goal(alice, status="paused")
    undo = reverse("goals:goal-status-undo", args=[goal.pk, "active"])

    for query in (
        "?at=x&since=y&leader=z",
        "?at=2026-99-99T00:00:00Z",
        "?at=2026-01-01T00:00:00",
        "?leader=" + "9" * 900,
    ):
        assert alice_client.post(undo + query).status_code == 302
    assert fresh(goal).status == "active"
    assert alice_client.post(reverse("goals:goal-status-undo", args=[goal.pk, "won"])).status_code == 404
    assert alice_client.get(undo).status_code == 405


def test_queries_do_not_grow_with_people_and_steps(
    alice: User, alice_client: Client, django_assert_same_queries: Any
) -> None:
    goal = make_goal(alice)
    make_role(goal, make_contact(alice))
    make_step(goal, make_contact(alice, "Tomasz", last_moment_on=local_today()))
    with django_assert_same_queries() as few:
        alice_client.get(reached(goal))
    for number in range(6):
        contact = make_contact(alice, f"Person {number}", last_moment_on=local_today())
        make_step(goal, contact)
        make_role(goal, make_contact(alice, f"Other {number}"))
    with django_assert_same_queries() as many:
        alice_client.get(reached(goal))

    assert len(few) == len(many)
