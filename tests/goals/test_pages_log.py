"""The log of a goal: what it tells, in which order, in pages by keyset."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import UUID

import pytest
from django.utils import timezone

from accounts.models import User
from goals.models import Goal, LogEntry, NextStep, Role
from goals.pages.log import LogRow, log_of
from goals.services import add_log_entry
from netzwerk.core.ids import new_id
from netzwerk.core.registry import GoalLogLine, goal_log_sources
from tests.factories import TODAY, make_contact, make_goal, make_role, make_step

BEGUN = datetime(2026, 1, 1, 12, tzinfo=UTC)


@pytest.fixture
def goal(as_alice: User) -> Goal:
    """Return a goal that was set at new year."""
    goal = make_goal(as_alice, success_number=5, success_unit="clients")
    Goal.objects.update(created_at=BEGUN)
    goal.refresh_from_db()
    goal.owner = as_alice
    return goal


@pytest.fixture
def source() -> Iterator[list[GoalLogLine]]:
    """Return the lines of an upper app, which come along as long as the test runs."""
    lines: list[GoalLogLine] = []

    def told(_user: User, _goal: UUID, before: tuple[date, UUID] | None, limit: int) -> list[GoalLogLine]:
        found = [line for line in lines if before is None or (line.day, line.pk) < before]
        return sorted(found, key=lambda line: (line.day, line.pk), reverse=True)[:limit]

    goal_log_sources.add(told, order=99)
    yield lines
    goal_log_sources._things = [pair for pair in goal_log_sources._things if pair[1] is not told]


def titles(rows: list[LogRow]) -> list[str]:
    return [row.line.title for row in rows]


def all_pages(goal: Goal, size: int) -> list[LogRow]:
    rows, before = [], ""
    while True:
        log = log_of(goal, before=before, size=size)
        rows += log.rows
        if not log.older_url:
            return rows
        assert len(log.rows) == size
        [before] = parse_qs(urlsplit(log.older_url).query)["before"]


def planned(goal: Goal, text: str, on: datetime, **ended: Any) -> NextStep:
    step = make_step(goal, make_contact(goal.owner, f"For {text}"), text=text)
    NextStep.objects.filter(pk=step.pk).update(created_at=on, **ended)
    return step


def test_all_that_happened_stands_there_the_newest_first(goal: Goal, source: list[GoalLogLine]) -> None:
    day = BEGUN + timedelta(days=10)
    planned(goal, "Write", day, done_at=day + timedelta(days=2))
    planned(goal, "Call", day + timedelta(days=1), dropped_at=day + timedelta(days=4))
    role = make_role(goal, make_contact(goal.owner, "Ruth"))
    Role.objects.filter(pk=role.pk).update(created_at=day + timedelta(days=3))
    add_log_entry(goal=goal, happened_on=(day + timedelta(days=5)).date(), number=2)
    add_log_entry(goal=goal, happened_on=(day + timedelta(days=6)).date(), text="A good talk")
    source.append(GoalLogLine((day + timedelta(days=7)).date(), new_id(), "From above", "gift"))

    assert titles(log_of(goal).rows) == [
        "From above", "Note", "2 of 5 clients", "Dropped: Call", "Expert: Ruth", "Done: Write", "Planned: Call",
        "Planned: Write", "You set this goal.",
    ]  # fmt: skip


def test_what_was_planned_and_done_on_one_day_is_one_line(goal: Goal) -> None:
    day = BEGUN + timedelta(days=3)
    planned(goal, "Write", day, done_at=day + timedelta(minutes=5))
    planned(goal, "Call", day, dropped_at=day + timedelta(minutes=5))

    assert {*titles(log_of(goal).rows)} == {"Done: Write", "Dropped: Call", "You set this goal."}


def test_days_are_those_of_the_users_own_clock(goal: Goal) -> None:
    planned(goal, "Write", datetime(2026, 2, 1, 23, 30, tzinfo=UTC))

    assert log_of(goal).rows[0].line.day == date(2026, 2, 2)


@pytest.mark.parametrize("size", [1, 2, 3, 7])
def test_pages_leave_nothing_out_and_show_nothing_twice(goal: Goal, source: list[GoalLogLine], size: int) -> None:
    day = BEGUN + timedelta(days=3)
    for number in range(4):
        planned(goal, f"Write {number}", day, done_at=day + timedelta(days=number % 2))
        add_log_entry(goal=goal, happened_on=day.date(), text=f"Note {number}")
        source.append(GoalLogLine(day.date() + timedelta(days=number % 2), new_id(), f"From above {number}", "gift"))

    rows = all_pages(goal, size)

    assert [row.place for row in rows] == [row.place for row in log_of(goal, size=100).rows]
    assert len({(row.line.pk, row.line.title) for row in rows}) == len(rows) == 15


def test_only_what_the_user_wrote_can_be_corrected(goal: Goal) -> None:
    note = add_log_entry(goal=goal, happened_on=TODAY, text="A good talk")
    LogEntry.objects.create(owner=goal.owner, goal=goal, kind="status", status="paused", happened_on=TODAY)

    assert {row.entry_id for row in log_of(goal).rows} == {note.pk, None}


def test_nobody_in_the_bin_is_named(goal: Goal) -> None:
    gone = make_contact(goal.owner, "Gone", deleted_at=timezone.now())
    make_role(goal, gone)
    make_step(goal, gone, done_at=timezone.now())

    assert titles(log_of(goal).rows) == ["You set this goal."]


def test_queries_do_not_grow_with_what_happened(goal: Goal, django_assert_same_queries: Any) -> None:
    with django_assert_same_queries() as few:
        log_of(goal)
    for number in range(6):
        planned(goal, f"Write {number}", BEGUN, done_at=BEGUN + timedelta(days=4))
        make_role(goal, make_contact(goal.owner, f"Person {number}"))
    with django_assert_same_queries() as many:
        log_of(goal)

    assert len(few) == len(many)
