"""Counts by year as a picture: bars of one height at the most, and no gap where nothing was."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

# A picture of one year would be one block.
FEWEST_YEARS = 6
HEIGHT = 100
# What there is can be seen, however little it is beside the most.
LOWEST = 3


@dataclass(frozen=True, slots=True)
class Bar:
    """One year: where its bar begins and how high it is, in a picture of `HEIGHT`."""

    year: int
    count: int
    place: int
    height: float

    @property
    def top(self) -> float:
        """Where the bar begins, from above."""
        return HEIGHT - self.height


def bars_of(counts: Mapping[int, int], until: int) -> list[Bar]:
    """Return a bar for each year from the first with anything to `until`, or the last if that is later."""
    years = [year for year, count in counts.items() if count]
    if not years:
        return []
    last = max(until, *years)
    first = min(*years, last - FEWEST_YEARS + 1)
    most = max(counts.values())
    return [
        Bar(year, counts.get(year, 0), place, _height(counts.get(year, 0), most))
        for place, year in enumerate(range(first, last + 1))
    ]


def _height(count: int, most: int) -> float:
    return max(LOWEST, round(HEIGHT * count / most, 2)) if count else 0
