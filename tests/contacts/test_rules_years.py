"""Counts by year as bars: no year between is left out, and what there is can be seen."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from contacts.rules.years import FEWEST_YEARS, HEIGHT, LOWEST, bars_of

COUNTS = st.dictionaries(st.integers(1900, 2026), st.integers(1, 10_000), min_size=1)


@given(COUNTS)
def test_every_year_up_to_now_has_a_bar_inside_the_picture(counts: dict[int, int]) -> None:
    bars = bars_of(counts, 2026)

    years = [bar.year for bar in bars]
    assert years == list(range(years[0], 2027))
    assert len(years) >= FEWEST_YEARS
    assert [bar.place for bar in bars] == list(range(len(bars)))
    assert {bar.year: bar.count for bar in bars if bar.count} == counts
    assert max(bar.height for bar in bars) == HEIGHT
    assert all(bar.top + bar.height == HEIGHT for bar in bars)
    assert all(bar.height >= LOWEST for bar in bars if bar.count)


def test_without_anything_there_is_no_picture() -> None:
    assert bars_of({}, 2026) == []
    assert bars_of({2020: 0}, 2026) == []


def test_one_year_is_shown_beside_the_empty_ones_before_it() -> None:
    bars = bars_of({2026: 4}, 2026)

    assert [bar.height for bar in bars] == [0] * (FEWEST_YEARS - 1) + [HEIGHT]
