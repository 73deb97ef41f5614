"""Months that are shown, counts in them, and bars on the picture."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.rules.development import (
    FEWEST_MONTHS,
    HEIGHT,
    LOWEST,
    MOST_MONTHS,
    area_of,
    bars_of,
    counted,
    grown,
    height_of,
    months_shown,
    reached,
)

DAYS = st.dates(min_value=date(1990, 1, 1), max_value=date(2100, 12, 31))
NUMBERS = st.integers(min_value=0, max_value=2_000_000_000)
JAN, FEB, MAR = date(2026, 1, 1), date(2026, 2, 1), date(2026, 3, 1)


@pytest.mark.parametrize(
    ("begun_on", "today", "first", "count"),
    [
        (date(2026, 3, 16), date(2026, 3, 16), date(2025, 10, 1), 6),
        (date(2025, 7, 31), date(2026, 3, 1), date(2025, 7, 1), 9),
        (date(2019, 1, 1), date(2026, 3, 31), date(2025, 4, 1), 12),
        (date(2026, 5, 1), date(2026, 3, 16), date(2025, 10, 1), 6),
        (date(1, 1, 1), date(1, 2, 1), date(1, 1, 1), 2),
    ],
)
def test_the_months_begin_with_the_goal(begun_on: date, today: date, first: date, count: int) -> None:
    months = months_shown(begun_on, today)

    assert (months[0], len(months)) == (first, count)


@given(DAYS, DAYS)
def test_months_follow_each_other_and_end_with_today(begun_on: date, today: date) -> None:
    months = months_shown(begun_on, today)

    assert FEWEST_MONTHS <= len(months) <= MOST_MONTHS
    assert months[-1] == today.replace(day=1)
    for before, after in pairwise(months):
        assert after == (before + timedelta(days=32)).replace(day=1)


@given(st.lists(DAYS, max_size=20), DAYS)
def test_what_grew_never_shrinks_and_ends_with_all_that_came(days: list[date], today: date) -> None:
    months = months_shown(today, today)
    numbers = grown(days, months)

    assert numbers == sorted(numbers)
    assert numbers[-1] == sum((day.year, day.month) <= (today.year, today.month) for day in days)


def test_counts_stand_in_their_months() -> None:
    assert counted({FEB: 3, date(2020, 1, 1): 7}, [JAN, FEB, MAR]) == [0, 3, 0]


def test_progress_holds_until_the_next_number() -> None:
    steps = [(date(2026, 1, 9), 2), (date(2026, 1, 20), 1), (date(2026, 3, 2), 4)]

    assert reached(steps, [date(2025, 12, 1), JAN, FEB, MAR]) == [None, 1, 1, 4]
    assert reached([], [JAN]) == [None]


@given(st.lists(st.none() | NUMBERS, min_size=1, max_size=12), NUMBERS)
def test_no_bar_leaves_the_picture_and_what_there_is_is_seen(numbers: list[int | None], most: int) -> None:
    for place, (number, bar) in enumerate(zip(numbers, bars_of(numbers, most), strict=True)):
        assert bar.x == 10 * place
        assert bar.y == pytest.approx(HEIGHT - bar.height, abs=0.01)
        assert 0 <= bar.height <= HEIGHT
        assert bar.height >= LOWEST or not number or not most


@given(NUMBERS, NUMBERS, NUMBERS)
def test_more_is_never_lower(one: int, other: int, most: int) -> None:
    low, high = sorted((one, other))

    assert height_of(low, most) <= height_of(high, most)


def test_what_stands_at_a_height_is_one_shape() -> None:
    assert area_of(bars_of([1, None, 4], 4)) == "M0 100V75H10V100H20V0H30V100Z"
