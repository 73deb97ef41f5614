"""How a goal developed, as pictures of one measure each, and the same figures as a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest

from accounts.models import User
from goals.models import Goal
from matching.queries.development import Development, development_of
from matching.rules.development import HEIGHT, WIDTH, Bar, area_of, bars_of, height_of
from matching.words.development import moments_line, people_line, progress_line, steps_line


@dataclass(frozen=True, slots=True)
class Strip:
    """One measure by month: its bars, what they come to in words, and where the aim lies, if there is one.

    What stands at a height, such as people, is one shape (`area`) between a first and a last number; the others are
    counts of what happened in a month.
    """

    key: str
    sentence: str
    bars: Sequence[Bar]
    area: str = ""
    first: int | None = None
    last: int | None = None
    aim_y: float | None = None


@dataclass(frozen=True, slots=True)
class MonthRow:
    """The figures of one month."""

    month: date
    people: int
    moments: int
    steps: int
    progress: int | None


@dataclass(frozen=True, slots=True)
class DevelopmentPage:
    """The pictures, and the figures from the newest month on; `width` is that of the pictures."""

    development: Development
    strips: Sequence[Strip]
    rows: Sequence[MonthRow]

    @property
    def width(self) -> int:
        """The width of each picture."""
        return WIDTH * len(self.development.months)

    @property
    def has_progress(self) -> bool:
        """Whether it was ever noted how far one had come."""
        return bool(self.development.progress)


def development_page(owner: User, goal: Goal, *, today: date) -> DevelopmentPage:
    """Return how a goal developed, in words and pictures; four queries."""
    found = development_of(owner, goal, today=today)
    strips = [
        _level("people", people_line(found), found.people, max(found.people)),
        Strip("moments", moments_line(found), bars_of(found.moments, max(found.moments))),
        Strip("steps", steps_line(found), bars_of(found.steps, max(found.steps))),
    ]
    if found.progress:
        strips.append(_progress(goal, found))
    rows = zip_longest(found.months, found.people, found.moments, found.steps, found.progress)
    return DevelopmentPage(found, strips, [MonthRow(*row) for row in rows][::-1])


def _level(key: str, sentence: str, numbers: Sequence[int | None], most: int, aim_y: float | None = None) -> Strip:
    bars = bars_of(numbers, most)
    return Strip(key, sentence, bars, area_of(bars), numbers[0], numbers[-1], aim_y)


def _progress(goal: Goal, found: Development) -> Strip:
    aim = goal.success_number or 0
    most = max(aim, *(number or 0 for number in found.progress))
    line = HEIGHT - height_of(aim, most) if aim else None
    return _level("progress", progress_line(goal, found), found.progress, most, line)
