"""How a goal developed, as pictures of one measure each, and the same figures as a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest

from accounts.models import User
from goals.models import Goal
from matching.queries.development import Development, development_of
from matching.rules.development import HEIGHT, WIDTH, Bar, bars_of, height_of
from matching.words.development import moments_line, people_line, progress_line, steps_line


@dataclass(frozen=True, slots=True)
class Strip:
    """One measure by month: its bars, what they come to in words, and where the aim lies, if there is one.

    `is_level` of what stands at a height, such as people; the others are counts of what happened in a month.
    """

    key: str
    sentence: str
    bars: Sequence[Bar]
    is_level: bool = False
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
        _strip("people", people_line(found), found.people, is_level=True),
        _strip("moments", moments_line(found), found.moments),
        _strip("steps", steps_line(found), found.steps),
    ]
    if found.progress:
        strips.append(_progress(goal, found))
    rows = zip_longest(found.months, found.people, found.moments, found.steps, found.progress)
    return DevelopmentPage(found, strips, [MonthRow(*row) for row in rows][::-1])


def _strip(key: str, sentence: str, numbers: Sequence[int], *, is_level: bool = False) -> Strip:
    return Strip(key, sentence, bars_of(numbers, max(numbers)), is_level)


def _progress(goal: Goal, found: Development) -> Strip:
    aim = goal.success_number or 0
    most = max(aim, *(number or 0 for number in found.progress))
    line = HEIGHT - height_of(aim, most) if aim else None
    return Strip("progress", progress_line(goal, found), bars_of(found.progress, most), is_level=True, aim_y=line)
