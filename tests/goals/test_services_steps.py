"""Next steps done, moved, dropped, opened again."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from accounts.models import User
from goals.models import NextStep
from goals.services import drop_next_step, finish_next_step, move_next_step, reopen_next_step
from tests.factories import make_contact, make_goal, make_step

NOW = datetime(2026, 3, 16, 9, tzinfo=UTC)
LATER = NOW + timedelta(minutes=1)


def step_of(user: User) -> NextStep:
    return make_step(make_goal(user), make_contact(user))


def test_a_dropped_step_is_not_open_and_the_first_time_counts(as_alice: User) -> None:
    step = step_of(as_alice)

    drop_next_step(step=step, now=NOW)
    drop_next_step(step=step, now=LATER)

    assert step.dropped_at == NOW
    assert not NextStep.objects.open().exists()


def test_a_dropped_step_can_be_opened_again(as_alice: User) -> None:
    step = drop_next_step(step=step_of(as_alice), now=NOW)

    reopen_next_step(step=step)

    assert NextStep.objects.open().get() == step


def test_what_was_done_after_all_is_done_and_not_dropped(as_alice: User) -> None:
    step = drop_next_step(step=step_of(as_alice), now=NOW)

    finish_next_step(step=step, now=LATER)

    assert (step.done_at, step.dropped_at) == (LATER, None)


def test_what_is_done_is_neither_dropped_nor_moved(as_alice: User) -> None:
    step = finish_next_step(step=step_of(as_alice), now=NOW)
    before = step.due_on

    drop_next_step(step=step, now=LATER)
    move_next_step(step=step, due_on=date(2027, 1, 1))

    assert (step.done_at, step.dropped_at, step.due_on) == (NOW, None, before)


def test_another_tab_that_knows_nothing_of_it_changes_nothing(as_alice: User) -> None:
    step = step_of(as_alice)
    other_tab = NextStep.objects.get()
    finish_next_step(step=step, now=NOW)

    drop_next_step(step=other_tab, now=LATER)

    assert (other_tab.done_at, other_tab.dropped_at) == (NOW, None)


def test_an_open_step_is_moved(as_alice: User) -> None:
    step = move_next_step(step=step_of(as_alice), due_on=date(2026, 5, 1))

    assert NextStep.objects.get().due_on == step.due_on == date(2026, 5, 1)


def test_steps_of_paused_goals_and_of_those_let_go_wait(as_alice: User) -> None:
    contact = make_contact(as_alice)
    for status in ("active", "paused", "reached", "let_go"):
        make_step(make_goal(as_alice, status, status=status), contact, text=status)

    assert {step.text for step in NextStep.objects.for_user(as_alice).wanted()} == {"active", "reached"}
