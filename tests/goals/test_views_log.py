"""Notes and progress on the page of a goal, and the page of the whole log."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from goals.models import Goal, LogEntry
from goals.pages.log import PAGE_SIZE
from netzwerk.core.walls import acting_as
from tests.factories import TODAY, local_today, make_goal
from tests.toasts import undo_of

HTMX = {"HX-Request": "true"}
NOTE = {"kind": "note", "text": "A good talk", "happened_on": "2026-03-01"}
PROGRESS = {"kind": "progress", "number": "2", "happened_on": "2026-03-01", "text": "Nordlicht signed"}


def add(goal: Goal) -> str:
    return reverse("goals:log-entry-add", args=[goal.pk])


def said(owner: User) -> list[tuple[str, str, int | None]]:
    with acting_as(owner):
        return [(entry.kind, entry.text, entry.number) for entry in LogEntry.objects.for_user(owner)]


def make_entry(goal: Goal, **fields: Any) -> LogEntry:
    with acting_as(goal.owner):
        entry = {"owner": goal.owner, "goal": goal, "happened_on": TODAY, "text": "A first talk"}
        return LogEntry.objects.create(**{**entry, **fields})


def test_progress_is_noted_in_place_and_shown(alice: User, alice_client: Client) -> None:
    goal = make_goal(alice, success_number=5, success_unit="clients")

    part = alice_client.post(add(goal), PROGRESS, headers=HTMX).content.decode()

    assert said(alice) == [("progress", "Nordlicht signed", 2)]
    assert "2 of 5" in part
    assert '<progress class="bar" aria-label="clients" value="2" max="5">' in part
    assert "<html" not in part


def test_a_note_leads_back_without_htmx_and_is_taken_back(alice: User, alice_client: Client) -> None:
    goal = make_goal(alice)

    response = alice_client.post(add(goal), NOTE)
    assert response["Location"] == reverse("goals:goal-detail", args=[goal.pk])
    assert said(alice) == [("note", "A good talk", None)]

    alice_client.post(undo_of(response))
    assert said(alice) == []


@pytest.mark.parametrize(
    "wrong",
    [
        {**NOTE, "text": ""},
        {**NOTE, "happened_on": ""},
        {**NOTE, "happened_on": "2999-01-01"},
        {**NOTE, "text": "x" * 10_000},
        {**NOTE, "text": "\x00"},
        {**PROGRESS, "number": ""},
        {**PROGRESS, "number": "-1"},
        {**PROGRESS, "number": "9" * 40},
        {**PROGRESS, "number": "many"},
        {},
    ],
)
def test_what_is_not_in_order_is_told_and_kept_to_be_corrected(
    alice: User, alice_client: Client, wrong: dict[str, str]
) -> None:
    goal = make_goal(alice, success_number=5)

    part = alice_client.post(add(goal), wrong, headers=HTMX)
    page = alice_client.post(add(goal), wrong)

    assert (part.status_code, page.status_code) == (422, 422)
    assert "form-error" in part.content.decode()
    assert 'aria-invalid="true"' in page.content.decode()
    assert said(alice) == []


def test_an_entry_is_corrected(alice: User, alice_client: Client) -> None:
    entry = make_entry(make_goal(alice), kind="progress", number=2)
    url = reverse("goals:log-entry-edit", args=[entry.pk])

    assert 'value="2"' in alice_client.get(url, headers=HTMX).content.decode()
    response = alice_client.post(url, {"number": "3", "happened_on": "2026-02-01", "text": ""}, headers=HTMX)

    assert response["HX-Redirect"] == reverse("goals:goal-detail", args=[entry.goal_id])
    assert said(alice) == [("progress", "", 3)]


def test_a_wrong_correction_answers_422_and_changes_nothing(alice: User, alice_client: Client) -> None:
    entry = make_entry(make_goal(alice))

    response = alice_client.post(reverse("goals:log-entry-edit", args=[entry.pk]), {**NOTE, "text": ""})

    assert response.status_code == 422
    assert said(alice) == [("note", "A first talk", None)]


@pytest.mark.parametrize("fields", [{}, {"kind": "progress", "number": 0}, {"text": "ä" * 500}])
def test_a_deleted_entry_comes_back(alice: User, alice_client: Client, fields: dict[str, Any]) -> None:
    entry = make_entry(make_goal(alice), **fields)
    before = said(alice)

    response = alice_client.post(reverse("goals:log-entry-delete", args=[entry.pk]))
    assert said(alice) == []

    alice_client.post(undo_of(response))
    assert said(alice) == before


def test_what_no_entry_says_brings_nothing_back(alice: User, alice_client: Client) -> None:
    goal = make_goal(alice)

    response = alice_client.post(reverse("goals:log-entry-restore", args=[goal.pk]) + "?kind=progress&number=x")

    assert response.status_code == 302
    assert said(alice) == []


def test_another_status_is_told_and_cannot_be_rewritten(alice: User, alice_client: Client) -> None:
    entry = make_entry(make_goal(alice), kind="status", status="paused")

    assert alice_client.get(reverse("goals:log-entry-edit", args=[entry.pk])).status_code == 404
    assert alice_client.post(reverse("goals:log-entry-delete", args=[entry.pk])).status_code == 404


def test_a_stranger_reads_and_writes_nothing(alice: User, charlie_client: Client) -> None:
    goal = make_goal(alice)
    entry = make_entry(goal)

    assert charlie_client.get(reverse("goals:log-list", args=[goal.pk])).status_code == 404
    assert charlie_client.get(reverse("goals:log-entry-edit", args=[entry.pk])).status_code == 404
    for name in ("log-entry-edit", "log-entry-delete"):
        assert charlie_client.post(reverse(f"goals:{name}", args=[entry.pk]), NOTE).status_code == 404
    for name in ("log-entry-add", "log-entry-restore"):
        assert charlie_client.post(reverse(f"goals:{name}", args=[goal.pk]), NOTE).status_code == 404
    assert said(alice) == [("note", "A first talk", None)]


def test_what_is_not_there_is_not_found_and_a_get_changes_nothing(alice: User, alice_client: Client) -> None:
    entry = make_entry(make_goal(alice))

    assert alice_client.post(reverse("goals:log-entry-delete", args=[uuid4()])).status_code == 404
    assert alice_client.get(reverse("goals:log-entry-delete", args=[entry.pk])).status_code == 405
    assert alice_client.get(add(entry.goal)).status_code == 405


def test_the_whole_log_comes_page_by_page(alice: User, alice_client: Client) -> None:
    goal = make_goal(alice)
    for number in range(PAGE_SIZE + 3):
        make_entry(goal, text=f"Note {number}", happened_on=TODAY - timedelta(days=number))
    url = reverse("goals:log-list", args=[goal.pk])

    first = alice_client.get(url)
    older = first.context["log"].older_url
    part = alice_client.get(older, headers=HTMX).content.decode()

    assert "<html" not in part
    assert f"Note {PAGE_SIZE + 2}" in part
    assert "From the newest" in alice_client.get(older).content.decode()
    for nonsense in ("x", "2026-99-99_1", "\x00", "9" * 10_000):
        assert alice_client.get(url, {"before": nonsense}).status_code == 200


def test_the_day_is_said_without_reproach(alice: User, alice_client: Client) -> None:
    today = local_today()
    page = alice_client.get(reverse("goals:goal-detail", args=[make_goal(alice, due_on=today).pk])).content.decode()
    assert ", today." in page

    gone = make_goal(alice, due_on=today - timedelta(days=30))
    page = alice_client.get(reverse("goals:goal-detail", args=[gone.pk])).content.decode()
    assert "The day was" in page
    assert "Choose another day" in page
