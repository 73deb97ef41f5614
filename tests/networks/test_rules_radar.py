"""Where levels lie on the picture of a fit."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from networks.rules.radar import closed_runs, point_at


@pytest.mark.parametrize(("axis", "point"), [(0, (100, 50)), (2, (150, 100)), (4, (100, 150)), (6, (50, 100))])
def test_the_first_axis_points_up_and_the_others_follow_clockwise(axis: int, point: tuple[float, float]) -> None:
    assert point_at((100, 100), 50, axis, 8) == point


@given(st.integers(0, 7), st.floats(0, 100))
def test_a_point_is_as_far_from_the_middle_as_its_level(axis: int, radius: float) -> None:
    x, y = point_at((0, 0), radius, axis, 8)

    assert math.hypot(x, y) == pytest.approx(radius, abs=0.1)
    assert math.copysign(1, x) >= 0 or x < 0


@pytest.mark.parametrize(
    ("levels", "runs"),
    [
        ([1, 2, 3], [[0, 1, 2, 0]]),
        # A gap: the line goes on round the picture.
        ([1, None, 3, 4], [[2, 3, 0]]),
        ([1, 2, None, 4, 5, None], [[3, 4], [0, 1]]),
        # One that stands alone is no line.
        ([None, 2, None, 4], []),
        ([None, None], []),
        ([], []),
    ],
)
def test_lines_have_gaps_where_a_level_is_open(levels: list[float | None], runs: list[list[int]]) -> None:
    assert closed_runs(levels) == runs
