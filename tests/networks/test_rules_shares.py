"""Shares in whole percent."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from networks.rules.shares import shares_of


@pytest.mark.parametrize(
    ("parts", "shares"),
    [
        ([10, 10, 10, 10, 15, 15, 15, 15], [10, 10, 10, 10, 15, 15, 15, 15]),
        ([1, 1, 1], [34, 33, 33]),
        ([40, 60], [40, 60]),
        ([0, 5], [0, 100]),
        ([0, 0], [0, 0]),
        ([], []),
    ],
)
def test_shares(parts: list[int], shares: list[int]) -> None:
    assert shares_of(parts) == shares


@given(st.lists(st.integers(0, 100), min_size=1, max_size=8))
def test_shares_make_a_whole_and_differ_from_the_exact_ones_by_less_than_one(parts: list[int]) -> None:
    shares, total = shares_of(parts), sum(parts)

    assert sum(shares) == (100 if total else 0)
    assert all(abs(share - part * 100 / total) < 1 for share, part in zip(shares, parts, strict=True) if total)
