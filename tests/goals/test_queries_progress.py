"""How far goals have come."""

from __future__ import annotations

from datetime import timedelta

from accounts.models import User
from goals.models import LogEntry
from goals.queries import progress_of
from goals.services import add_log_entry
from tests.factories import TODAY, make_goal


def test_the_newest_by_day_counts_however_late_it_was_written(as_alice: User) -> None:
    goal = make_goal(as_alice, success_number=5)
    add_log_entry(goal=goal, happened_on=TODAY, number=3)
    add_log_entry(goal=goal, happened_on=TODAY - timedelta(days=9), number=1)

    assert progress_of(as_alice, [goal])[goal.pk].number == 3


def test_of_one_day_the_later_written_counts(as_alice: User) -> None:
    goal = make_goal(as_alice, success_number=5)
    for number in (3, 2):
        add_log_entry(goal=goal, happened_on=TODAY, number=number)

    assert progress_of(as_alice, [goal])[goal.pk].number == 2


def test_without_an_entry_it_is_nought_and_without_a_number_there_is_none(as_alice: User) -> None:
    counted, other = make_goal(as_alice, success_number=5, success_unit="clients"), make_goal(as_alice, "Other")
    nothing = make_goal(as_alice, "Nothing", success_number=0)
    found = progress_of(as_alice, [counted, other, nothing])

    assert [*found] == [counted.pk]
    assert (found[counted.pk].number, found[counted.pk].of, found[counted.pk].entry) == (0, 5, None)


def test_the_same_of_one_day_is_noted_once(as_alice: User) -> None:
    goal = make_goal(as_alice)
    for _click in range(2):
        add_log_entry(goal=goal, happened_on=TODAY, text="A good talk")

    assert LogEntry.objects.count() == 1
