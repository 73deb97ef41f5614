"""How something grew from month to month: the months that are shown, counts in them, and bars on a picture."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

MOST_MONTHS = 12
# A picture of one month would be one block.
FEWEST_MONTHS = 6
HEIGHT, WIDTH = 100, 10
# What there is can be seen, however little it is beside the most.
LOWEST = 3


@dataclass(frozen=True, slots=True)
class Bar:
    """One month: where its bar begins and how high it is, in a picture of `HEIGHT`."""

    x: int
    y: float
    height: float


def months_shown(begun_on: date, today: date) -> list[date]:
    """Return the first days of the months from the one in which it began to today's: 6 at least, 12 at most."""
    since = 12 * (today.year - begun_on.year) + today.month - begun_on.month + 1
    count = min(MOST_MONTHS, max(FEWEST_MONTHS, since))
    # Nothing is before the first month there is.
    count = min(count, 12 * (today.year - 1) + today.month)
    return [_month_back(today, back) for back in range(count - 1, -1, -1)]


def _month_back(day: date, months: int) -> date:
    year, month = divmod(12 * day.year + day.month - 1 - months, 12)
    return date(year, month + 1, 1)


def grown(days: Iterable[date], months: Sequence[date]) -> list[int]:
    """Return how many of the days had come by the end of each month, those before the first month included."""
    firsts = sorted(day.replace(day=1) for day in days)
    return [bisect_right(firsts, month) for month in months]


def counted(counts: Mapping[date, int], months: Sequence[date]) -> list[int]:
    """Return the count of each month, 0 where there is none."""
    return [counts.get(month, 0) for month in months]


def reached(steps: Iterable[tuple[date, int]], months: Sequence[date]) -> list[int | None]:
    """Return how far one had come by the end of each month, by days and numbers in order; nothing before the first."""
    known = [(day.replace(day=1), number) for day, number in steps]
    return [next((number for day, number in reversed(known) if day <= month), None) for month in months]


def bars_of(numbers: Sequence[int | None], most: int) -> list[Bar]:
    """Return a bar for each number, the one of `most` as high as the picture; 0 and nothing have no height."""
    heights = [height_of(number or 0, most) for number in numbers]
    return [Bar(WIDTH * place, round(HEIGHT - height, 2), height) for place, height in enumerate(heights)]


def area_of(bars: Sequence[Bar]) -> str:
    """Return the outline of all bars as one shape, in steps from the left to the right."""
    steps = "".join(f"V{bar.y:g}H{bar.x + WIDTH}" for bar in bars)
    return f"M0 {HEIGHT}{steps}V{HEIGHT}Z"


def height_of(number: int, most: int) -> float:
    """Return how high a number stands in the picture; what there is can be seen, and nothing leaves it."""
    if number <= 0 or most <= 0:
        return 0
    return max(LOWEST, min(HEIGHT, round(HEIGHT * number / most, 2)))
