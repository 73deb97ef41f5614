"""Two clicks at the very same time do the thing once."""

from __future__ import annotations

from django.urls import reverse

from contacts.models import Contact
from goals.models import Goal, LogEntry, NextStep
from tests.factories import make_contact, make_goal, make_role, make_step, make_user
from tests.goals.rooms import GOAL_INPUT, lines, new_draft, step_url
from tests.racing import client_of, count, twice


def test_the_start_makes_one_goal(real_transactions: None) -> None:
    alice = make_user("alice@example.org")

    statuses = twice(
        alice, reverse("goals:goal-start"), {"first_name": "Alice", "purposes": ["career"], "statement": "Lead a team"}
    )

    assert statuses == [302, 302]
    assert count(alice, Goal.objects.count) == 1


def test_the_summary_makes_one_goal(real_transactions: None) -> None:
    alice = make_user("alice@example.org")
    draft = new_draft(alice)
    client_of(alice).post(step_url(draft, "goal"), GOAL_INPUT)

    assert twice(alice, step_url(draft, "summary"), {}) == [302, 302]
    assert count(alice, Goal.objects.count) == 1


def test_a_page_of_names_makes_no_twins(real_transactions: None) -> None:
    alice = make_user("alice@example.org")
    make_goal(alice)

    statuses = twice(alice, reverse("goals:inventory-circle", args=["studies"]), lines("Ruth", "Ben"))

    assert statuses == [302, 422]
    assert count(alice, Contact.objects.count) == 2


def test_a_note_is_taken_once(real_transactions: None) -> None:
    alice = make_user("alice@example.org")
    goal = make_goal(alice)
    note = {"kind": "note", "text": "A good talk", "happened_on": "2026-03-01"}

    assert twice(alice, reverse("goals:log-entry-add", args=[goal.pk]), note) == [302, 302]
    assert count(alice, LogEntry.objects.count) == 1


def test_a_goal_is_reached_once_and_thanks_are_planned_once(real_transactions: None) -> None:
    alice = make_user("alice@example.org")
    goal, contact = make_goal(alice, success_number=5), make_contact(alice)
    make_role(goal, contact)
    step = make_step(goal, contact)
    data = {"number": "5", "thank": [str(contact.pk)], "drop": [str(step.pk)]}

    assert twice(alice, reverse("goals:goal-reached", args=[goal.pk]), data) == [302, 302]
    assert count(alice, NextStep.objects.open().count) == 1
    assert count(alice, NextStep.objects.count) == 2
    assert count(alice, LogEntry.objects.count) == 2


def test_a_step_that_is_done_and_dropped_at_once_ends_once(real_transactions: None) -> None:
    alice = make_user("alice@example.org")
    step = make_step(make_goal(alice), make_contact(alice))

    assert twice(alice, reverse("goals:step-drop", args=[step.pk]), {"next": "/"}) == [302, 302]
    assert twice(alice, reverse("goals:step-finish", args=[step.pk]), {"next": "/"}) == [302, 302]
    assert count(alice, NextStep.objects.open().count) == 0
