"""The years in which somebody was in a network."""

from __future__ import annotations

import pytest

from networks.rules.member_years import is_in_order, is_plausible


@pytest.mark.parametrize(
    ("year", "expected"), [(1899, False), (1900, True), (2026, True), (2027, True), (2028, False), (0, False)]
)
def test_a_year_is_one_in_which_somebody_alive_can_have_joined(year: int, expected: bool) -> None:
    assert is_plausible(year, this_year=2026) is expected


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [(2015, 2019, True), (2019, 2019, True), (2019, 2015, False), (None, 2015, True), (2015, None, True)],
)
def test_nobody_left_before_they_came(since: int | None, until: int | None, expected: bool) -> None:
    assert is_in_order(since, until) is expected
