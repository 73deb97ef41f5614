"""A goal reached, let go, and both taken back."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from accounts.models import User
from goals.models import Goal, LogEntry, NextStep
from goals.queries.thanks import people_to_thank, thanks_of
from goals.services import lead_with, let_goal_go, reach_goal, set_status, take_back_standing
from tests.factories import TODAY, make_contact, make_goal, make_role, make_step

# Late in the evening by the clock of the server, and the next day in Berlin already.
NOW = datetime(2026, 3, 16, 23, 30, tzinfo=UTC)
LOCAL_DAY = date(2026, 3, 17)


def entries(goal: Goal) -> list[tuple[str, str, int | None]]:
    return [(entry.kind, entry.status, entry.number) for entry in LogEntry.objects.for_user(goal.owner)]


def fresh(goal: Goal) -> Goal:
    return Goal.objects.get(pk=goal.pk)


@pytest.mark.parametrize("status", ["paused", "reached", "let_go"])
def test_another_status_is_kept_with_its_day_and_told_by_the_log(as_alice: User, status: str) -> None:
    goal = make_goal(as_alice)

    set_status(goal=goal, status=status, now=NOW, note="Enough for now")

    assert (fresh(goal).status, fresh(goal).status_on) == (status, LOCAL_DAY)
    [entry] = LogEntry.objects.for_user(as_alice)
    assert (entry.kind, entry.status, entry.text, entry.happened_on) == ("status", status, "Enough for now", LOCAL_DAY)


def test_the_same_status_again_changes_and_tells_nothing(as_alice: User) -> None:
    goal = make_goal(as_alice)
    set_status(goal=goal, status="paused", now=NOW)
    set_status(goal=goal, status="paused", now=NOW + timedelta(days=3))

    assert fresh(goal).status_on == LOCAL_DAY
    assert len(entries(goal)) == 1


def test_a_reached_goal_keeps_what_helped_and_plans_thanks(as_alice: User) -> None:
    goal = make_goal(as_alice, success_number=5)
    miriam, tomasz = make_contact(as_alice, "Miriam Kessler", given_name="Miriam"), make_contact(as_alice, "Tomasz")
    old = make_step(goal, tomasz, text="Call")
    NextStep.objects.update(created_at=NOW - timedelta(days=20))

    reach_goal(goal=goal, now=NOW, what_helped="Asking early", number=6, thank=[miriam, tomasz], drop=[old])

    assert (fresh(goal).status, fresh(goal).what_helped) == ("reached", "Asking early")
    assert sorted(entries(goal)) == [("progress", "", 6), ("status", "reached", None)]
    thanks = thanks_of(fresh(goal)).order_by("text")
    assert [(step.contact, step.text, step.due_on) for step in thanks] == [
        (miriam, "Thank Miriam for the help", LOCAL_DAY + timedelta(days=7)),
        (tomasz, "Thank Tomasz for the help", LOCAL_DAY + timedelta(days=7)),
    ]
    old.refresh_from_db()
    assert old.dropped_at == NOW


def test_reached_twice_thanks_nobody_twice_and_can_add_somebody(as_alice: User) -> None:
    goal = make_goal(as_alice, success_number=5)
    miriam, tomasz = make_contact(as_alice), make_contact(as_alice, "Tomasz")

    reach_goal(goal=goal, now=NOW, number=5, thank=[miriam])
    reach_goal(goal=goal, now=NOW + timedelta(seconds=1), number=5, thank=[miriam, tomasz])

    assert {step.contact for step in thanks_of(fresh(goal))} == {miriam, tomasz}
    assert NextStep.objects.count() == 2
    assert sorted(entries(goal)) == [("progress", "", 5), ("status", "reached", None)]


def test_taken_back_status_steps_and_lead_are_as_before(as_alice: User) -> None:
    goal, other = make_goal(as_alice, "First", is_leading=True), make_goal(as_alice, "Second")
    contact = make_contact(as_alice)
    step = make_step(goal, contact)
    before = reach_goal(goal=goal, now=NOW, number=4, thank=[contact], drop=[step])
    assert fresh(other).is_leading

    take_back_standing(goal=goal, before=before)
    take_back_standing(goal=goal, before=before)

    assert (fresh(goal).status, fresh(goal).status_on, fresh(goal).is_leading) == ("active", None, True)
    assert not fresh(other).is_leading
    assert list(NextStep.objects.open()) == [step]
    assert NextStep.objects.count() == 1
    assert entries(goal) == []


def test_thanks_that_were_said_meanwhile_stay_when_it_is_taken_back(as_alice: User) -> None:
    goal = make_goal(as_alice)
    before = reach_goal(goal=goal, now=NOW, thank=[make_contact(as_alice)])
    NextStep.objects.update(done_at=NOW)

    take_back_standing(goal=goal, before=before)

    assert NextStep.objects.count() == 1


def test_leading_is_taken_back_with_the_status_that_went_along(as_alice: User) -> None:
    first, second = make_goal(as_alice, "First", is_leading=True), make_goal(as_alice, "Second", status="paused")

    before = lead_with(goal=second, now=NOW)
    assert fresh(second).is_leading
    take_back_standing(goal=second, before=before)

    assert (fresh(first).is_leading, fresh(second).is_leading, fresh(second).status) == (True, False, "paused")


def test_a_goal_is_let_go_with_the_steps_that_are_named_and_no_others(as_alice: User) -> None:
    goal, contact = make_goal(as_alice), make_contact(as_alice)
    gone, kept = make_step(goal, contact, "Call"), make_step(goal, contact, "Write")
    elsewhere = make_step(make_goal(as_alice, "Other"), contact, "Meet")

    let_goal_go(goal=goal, now=NOW, note="Another way", drop=[gone, elsewhere])

    assert {*NextStep.objects.open()} == {kept, elsewhere}
    assert LogEntry.objects.get().text == "Another way"


def test_whom_to_thank_are_those_with_a_role_and_those_met_since_it_began(as_alice: User) -> None:
    goal = make_goal(as_alice)
    Goal.objects.filter(pk=goal.pk).update(created_at=datetime(2026, 1, 1, tzinfo=UTC))
    goal.refresh_from_db()
    ruth = make_contact(as_alice, "Ruth")
    make_role(goal, ruth)
    make_role(goal, ruth, "insider")
    make_contact(as_alice, "Long ago", last_moment_on=date(2025, 12, 31))
    make_contact(as_alice, "Never")
    first = make_contact(as_alice, "First", last_moment_on=date(2026, 1, 2))
    latest = make_contact(as_alice, "Latest", last_moment_on=date(2026, 3, 1))

    assert people_to_thank(as_alice, goal, today=TODAY) == ([ruth], [latest, first])


@pytest.mark.parametrize(
    "kept_away",
    [
        {"archived_at": NOW},
        {"deleted_at": NOW},
        {"is_resting": True},
        {"snoozed_until": TODAY + timedelta(days=9)},
        {"ended_in_conflict": True},
    ],
    ids=["archived", "in the bin", "resting", "snoozed", "ended in conflict"],
)
def test_nobody_is_named_for_thanks_whom_nothing_may_name(as_alice: User, kept_away: dict[str, object]) -> None:
    goal = make_goal(as_alice)
    make_role(goal, make_contact(as_alice, "With a role", **kept_away))
    make_contact(as_alice, "Met lately", last_moment_on=TODAY, **kept_away)

    assert people_to_thank(as_alice, goal, today=TODAY) == ([], [])


def test_nobody_is_named_again_who_is_to_be_thanked_already(as_alice: User) -> None:
    goal, ruth = make_goal(as_alice), make_contact(as_alice, "Ruth")
    make_role(goal, ruth)
    reach_goal(goal=goal, now=NOW, thank=[ruth])

    assert people_to_thank(as_alice, goal, today=TODAY) == ([], [])
