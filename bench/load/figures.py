"""What the answers say: how many a second, how long they took, and what was none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

GOOD = (200, 302)


class Answer(NamedTuple):
    """When somebody was answered, what they had asked for, after how many milliseconds, and with which status."""

    at: float
    name: str
    took: float
    status: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What a stage, or one page in it, was like."""

    count: int
    seconds: float
    # The 50th, 95th and 99th percentile in milliseconds.
    percentiles: tuple[float, float, float]
    errors: Counter[int]

    @property
    def a_second(self) -> float:
        """How many were answered in a second."""
        return self.count / self.seconds if self.seconds else 0.0


def figures_of(answers: Iterable[Answer], seconds: float) -> Figures:
    """Return the figures of some answers that came within so many seconds."""
    found = list(answers)
    times = sorted(answer.took for answer in found if answer.status in GOOD)
    return Figures(
        count=len(times),
        seconds=seconds,
        percentiles=(_percentile(times, 50), _percentile(times, 95), _percentile(times, 99)),
        errors=Counter(answer.status for answer in found if answer.status not in GOOD),
    )


def by_name(answers: Sequence[Answer], seconds: float) -> dict[str, Figures]:
    """Return the figures of each page, the one that took most of all time first."""
    names = {answer.name for answer in answers}
    total = {name: sum(answer.took for answer in answers if answer.name == name) for name in names}
    order = sorted(names, key=lambda name: -total[name])
    return {name: figures_of((each for each in answers if each.name == name), seconds) for name in order}


def in_parts(answers: Sequence[Answer], seconds: float, parts: int) -> list[Figures]:
    """Return the figures of each part of the time in which users came; what was answered later counts for the last."""
    length = seconds / parts
    ends = max([seconds, *(answer.at for answer in answers)])
    lengths = [*[length] * (parts - 1), ends - length * (parts - 1)]
    return [
        figures_of((each for each in answers if min(int(each.at / length), parts - 1) == part), lengths[part])
        for part in range(parts)
    ]


def errors_words(errors: Counter[int]) -> str:
    """Return the errors as words; 0 is an answer that never came."""
    return ", ".join(f"{count:,} × {status or 'no answer'}" for status, count in sorted(errors.items())) or "none"


def _percentile(times: Sequence[float], share: int) -> float:
    """Return the time within which so many of a hundred were answered (nearest rank)."""
    return times[max(0, -(-len(times) * share // 100) - 1)] if times else 0.0
