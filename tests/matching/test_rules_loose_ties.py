"""What a loose tie may bring: a table from the research, and what always holds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.rules.loose_ties import BY_CLOSENESS, MUTUAL_AT_BEST, gain_of_mutual, gain_of_tie

closenesses = st.sampled_from([*BY_CLOSENESS, "something else"])
counts = st.integers(min_value=0, max_value=100_000)


@pytest.mark.parametrize(
    ("closeness", "mutual", "is_silent", "gain"),
    [
        ("good", 10, False, 1.0),
        ("good", 0, False, 0.5),
        ("wide", 10, False, 0.7),
        ("close", 10, False, 0.6),
        ("inner", 10, False, 0.3),
        ("inner", 0, False, 0.15),
        ("not_placed", 10, False, 0.5),
        ("inner", 10, True, 1.0),
        ("good", 20, False, 0.75),
        ("good", 100, False, 0.55),
        ("unheard of", 10, False, 0.5),
    ],
)
def test_the_gain_of_a_tie(closeness: str, mutual: int, is_silent: bool, gain: float) -> None:
    assert gain_of_tie(closeness, mutual, is_silent=is_silent) == pytest.approx(gain)


@given(closenesses, counts, st.booleans())
def test_it_stays_between_nothing_and_one(closeness: str, mutual: int, is_silent: bool) -> None:
    assert 0 < gain_of_tie(closeness, mutual, is_silent=is_silent) <= 1


@given(st.integers(min_value=0, max_value=MUTUAL_AT_BEST - 1))
def test_up_to_ten_mutual_contacts_it_rises(mutual: int) -> None:
    assert gain_of_mutual(mutual) < gain_of_mutual(mutual + 1)


@given(st.integers(min_value=MUTUAL_AT_BEST, max_value=100_000))
def test_beyond_ten_it_falls(mutual: int) -> None:
    assert gain_of_mutual(mutual) > gain_of_mutual(mutual + 1)


@given(closenesses, counts)
def test_a_silent_tie_brings_no_less_than_a_current_one(closeness: str, mutual: int) -> None:
    assert gain_of_tie(closeness, mutual, is_silent=True) >= gain_of_tie(closeness, mutual)


def test_moderately_weak_ties_bring_most_and_the_closest_least() -> None:
    best = sorted(BY_CLOSENESS, key=lambda closeness: -gain_of_tie(closeness, 5))

    assert best[:2] == ["good", "wide"]
    assert best[-1] == "inner"
