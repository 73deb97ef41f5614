"""Leaving people alone whom the user did not react to (product rule 5)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reminders.rules.setting_aside import set_aside_until

JUNE = [date(2025, 6, day) for day in range(1, 31)]
TODAY = date(2025, 8, 1)

day_lists = st.lists(st.dates(date(2025, 1, 1), date(2025, 12, 31)), max_size=12)
days = st.dates(date(2025, 1, 1), date(2026, 3, 1))


@pytest.mark.parametrize(
    ("named", "reacted", "expected"),
    [
        ([], [], None),
        ([2], [], None),
        ([2, 9], [], date(2025, 7, 7)),
        ([9, 2], [], date(2025, 7, 7)),
        ([2, 2], [], None),
        ([2, 9], [2], None),
        ([2, 9], [5], None),
        ([2, 9], [9], None),
        ([2, 9], [20], None),
        ([2, 9], [1], date(2025, 7, 7)),
        ([2, 9, 16], [], date(2025, 7, 7)),
        ([2, 9, 16], [5], date(2025, 7, 14)),
        ([2, 9, 16, 23], [12], date(2025, 7, 21)),
    ],
)
def test_two_namings_without_a_reaction_set_somebody_aside_for_four_weeks(
    named: list[int], reacted: list[int], expected: date | None
) -> None:
    namings, reactions = [JUNE[day - 1] for day in named], [JUNE[day - 1] for day in reacted]
    assert set_aside_until(namings, reactions, TODAY) == expected


def test_the_count_starts_anew_after_the_four_weeks() -> None:
    first, second = date(2025, 6, 2), date(2025, 6, 9)
    back = second + timedelta(weeks=4)
    assert set_aside_until([first, second, back], [], TODAY) == back
    again = back + timedelta(weeks=1)
    assert set_aside_until([first, second, back, again], [], TODAY) == again + timedelta(weeks=4)


def test_nobody_vanishes_on_the_day_of_the_second_naming() -> None:
    first, second = date(2025, 6, 2), date(2025, 6, 9)
    assert set_aside_until([first, second], [], second) is None
    assert set_aside_until([first, second], [], second + timedelta(days=1)) == date(2025, 7, 7)


def test_a_reaction_in_the_future_does_not_count() -> None:
    assert set_aside_until(JUNE[:2], [date(2025, 9, 1)], TODAY) is not None


@given(day_lists, day_lists, days)
def test_setting_aside_ends_four_weeks_after_one_of_the_namings(
    namings: list[date], reactions: list[date], on: date
) -> None:
    until = set_aside_until(namings, reactions, on)
    assert until is None or until - timedelta(weeks=4) in namings


@given(day_lists, day_lists, days)
def test_a_reaction_today_brings_anybody_back(namings: list[date], reactions: list[date], on: date) -> None:
    assert set_aside_until(namings, [*reactions, on], on) is None


@given(day_lists, day_lists, days)
def test_nobody_is_set_aside_after_one_naming_since_the_last_reaction(
    namings: list[date], reactions: list[date], on: date
) -> None:
    answered = max((day for day in reactions if day <= on), default=date.min)
    if len({day for day in namings if answered < day < on}) < 2:
        assert set_aside_until(namings, reactions, on) is None
