"""Where the inventory goes on, and which questions come next."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goals.rules.circles import next_circle, portion

ORDER = ("current", "studies", "training")


@pytest.mark.parametrize(
    ("counts", "visited", "expected"),
    [
        ({}, [], "current"),
        ({}, ["current"], "studies"),
        ({"current": 3}, [], "studies"),
        ({"current": 3, "studies": 1, "training": 2}, [], "current"),
        ({"studies": 1}, ["current", "training"], "studies"),
        ({}, list(ORDER), ""),
    ],
)
def test_the_next_circle_is_an_empty_one_that_was_not_visited(
    counts: dict[str, int], visited: list[str], expected: str
) -> None:
    assert next_circle(ORDER, counts, visited) == expected


@given(st.lists(st.integers(), max_size=20, unique=True), st.integers(1, 5))
def test_all_questions_come_before_the_first_comes_again(lines: list[int], size: int) -> None:
    seen: list[int] = []
    number = 1
    while True:
        shown, number = portion(lines, number, size)
        assert len(shown) == min(size, len(lines))
        seen += shown
        if number == 1:
            break

    assert set(seen) == set(lines)


@pytest.mark.parametrize("number", [-1, 0, 99])
def test_a_portion_that_is_none_is_the_first(number: int) -> None:
    assert portion([1, 2, 3, 4], number, 3) == ([1, 2, 3], 2)
