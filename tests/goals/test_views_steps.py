"""Next steps done, moved and dropped from any page."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from contacts.rules.cadence import add_months
from goals.models import NextStep
from netzwerk.core.walls import acting_as
from tests.factories import local_today, make_contact, make_goal, make_step
from tests.toasts import undo_of

HTMX = {"HX-Request": "true"}


def address(name: str, step: NextStep) -> str:
    return reverse(f"goals:step-{name}", args=[step.pk])


def fresh(step: NextStep) -> NextStep:
    with acting_as(step.owner):
        return NextStep.objects.get(pk=step.pk)


@pytest.fixture
def step(alice: User) -> NextStep:
    """Return a step that was due yesterday."""
    yesterday = local_today() - timedelta(days=1)
    return make_step(make_goal(alice), make_contact(alice), text="Send the draft", due_on=yesterday)


@pytest.mark.parametrize("name", ["finish", "drop"])
def test_a_step_ends_in_place_and_the_page_hears_of_it(step: NextStep, alice_client: Client, name: str) -> None:
    page = reverse("goals:goal-detail", args=[step.goal_id])

    response = alice_client.post(address(name, step), {"next": page}, headers=HTMX)

    assert "steps-changed" in response["HX-Trigger"]
    assert "<html" not in response.content.decode()
    with acting_as(step.owner):
        assert not NextStep.objects.open().exists()
    undone = alice_client.post(undo_of(response))
    assert undone["Location"] == page
    with acting_as(step.owner):
        assert NextStep.objects.open().exists()


@pytest.mark.parametrize("name", ["finish", "drop", "move"])
def test_without_htmx_it_leads_back_to_where_it_was_done(step: NextStep, alice_client: Client, name: str) -> None:
    response = alice_client.post(address(name, step), {"next": "/", "span": "day"})

    assert response["Location"] == "/"
    assert alice_client.post(undo_of(response))["Location"] == "/"
    as_before = fresh(step)
    assert (as_before.due_on, as_before.done_at, as_before.dropped_at) == (step.due_on, None, None)


def test_elsewhere_it_leads_to_the_person(step: NextStep, alice_client: Client) -> None:
    for wrong in ("", "//evil.example/", "nowhere"):
        response = alice_client.post(address("drop", step), {"next": wrong})
        assert response["Location"] == reverse("contacts:contact-detail", args=[step.contact_id])


def test_a_step_is_moved_from_today_on(step: NextStep, alice: User, alice_client: Client) -> None:
    today = local_today()
    days = {"day": today + timedelta(days=1), "week": today + timedelta(days=7), "month": add_months(today, 1)}

    for span, day in days.items():
        alice_client.post(address("move", step), {"span": span}, headers=HTMX)
        assert fresh(step).due_on == day


def test_a_step_is_moved_to_a_day_of_ones_own(step: NextStep, alice_client: Client) -> None:
    day = local_today() + timedelta(days=40)

    response = alice_client.post(address("move", step), {"due_on": day.isoformat(), "next": "/"}, headers=HTMX)

    assert response["HX-Redirect"] == "/"
    assert fresh(step).due_on == day


def test_moved_twice_the_same_there_is_one_way_back(step: NextStep, alice_client: Client) -> None:
    first = alice_client.post(address("move", step), {"span": "week"}, headers=HTMX)
    second = alice_client.post(address("move", step), {"span": "week"}, headers=HTMX)

    assert undo_of(second) == ""
    alice_client.post(undo_of(first))
    assert fresh(step).due_on == step.due_on


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {"due_on": "soon"},
        {"due_on": "2001-01-01"},
        {"due_on": "9999-12-31"},
        {"span": "year"},
        {"due_on": "\x00"},
        {"due_on": "x" * 10_000},
    ],
)
def test_a_wrong_day_is_told_and_moves_nothing(step: NextStep, alice_client: Client, wrong: dict[str, str]) -> None:
    part = alice_client.post(address("move", step), wrong, headers=HTMX)
    page = alice_client.post(address("move", step), wrong)

    assert (part.status_code, page.status_code) == (422, 422)
    assert "<html" not in part.content.decode()
    assert "<html" in page.content.decode()
    assert fresh(step).due_on == step.due_on


def test_nonsense_in_the_way_back_asks_for_a_day(step: NextStep, alice_client: Client) -> None:
    assert alice_client.post(address("move", step) + "?back=2026-99-99").status_code == 422
    assert fresh(step).due_on == step.due_on


def test_the_day_is_asked_for_in_a_sheet_and_on_a_page(step: NextStep, alice_client: Client) -> None:
    part = alice_client.get(address("move", step), headers=HTMX)
    page = alice_client.get(address("move", step))

    assert part.content.decode().strip().startswith("<h2")
    assert "Send the draft" in page.content.decode()


def test_a_stranger_ends_and_moves_nothing(step: NextStep, charlie_client: Client) -> None:
    for name in ("finish", "drop", "move", "reopen"):
        assert charlie_client.post(address(name, step), {"span": "week"}).status_code == 404
    assert charlie_client.get(address("move", step)).status_code == 404
    assert fresh(step).due_on == step.due_on


def test_what_is_not_there_is_not_found_and_a_get_ends_nothing(step: NextStep, alice_client: Client) -> None:
    assert alice_client.post(reverse("goals:step-drop", args=[uuid4()])).status_code == 404
    assert alice_client.post("/goals/steps/nothing/drop/").status_code == 404
    for name in ("finish", "drop", "reopen"):
        assert alice_client.get(address(name, step)).status_code == 405


def test_a_dropped_step_is_open_nowhere(step: NextStep, alice: User, alice_client: Client) -> None:
    alice_client.post(address("drop", step), headers=HTMX)
    alice_client.get("/")  # takes the toast away

    panel = alice_client.get(reverse("goals:contact-panel", args=[step.contact_id]), headers=HTMX)
    assert "Send the draft" not in panel.content.decode()
    assert "Send the draft" not in alice_client.get("/").content.decode()
    assert "Send the draft" not in alice_client.get("/goals/").content.decode()
    page = alice_client.get(reverse("goals:goal-detail", args=[step.goal_id]))
    assert page.context["steps"].open == []
    assert (page.context["steps"].done, page.context["steps"].dropped) == (0, 1)


def test_the_panel_shows_thanks_for_a_reached_goal_and_plans_nothing_more(alice: User, alice_client: Client) -> None:
    contact, goal = make_contact(alice), make_goal(alice, "Five clients", status="reached")
    make_goal(alice, "Reached without a step", status="reached")
    make_step(goal, contact, text="Thank her", due_on=date(2026, 4, 1))

    part = alice_client.get(reverse("goals:contact-panel", args=[contact.pk]), headers=HTMX).content.decode()

    assert "Thank her" in part
    assert "Plan a next step" not in part
    assert "Reached without a step" not in part


def test_queries_of_the_goal_do_not_grow_with_its_steps(
    step: NextStep, alice: User, alice_client: Client, django_assert_same_queries: Any
) -> None:
    page = reverse("goals:goal-detail", args=[step.goal_id])
    with django_assert_same_queries() as few:
        alice_client.get(page, headers=HTMX)
    for number in range(5):
        contact = make_contact(alice, f"Person {number}")
        make_step(step.goal, contact)
        make_step(step.goal, contact, text="Done", done_at=timezone.now())
        make_step(step.goal, contact, text="Dropped", dropped_at=timezone.now())
    with django_assert_same_queries() as many:
        alice_client.get(page, headers=HTMX)

    assert len(few) == len(many)
