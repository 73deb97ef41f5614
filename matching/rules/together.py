"""When two people were in one place: for certain, perhaps, or never, by years that may be unknown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple


class Stay(NamedTuple):
    """That somebody was somewhere, from one day to another; None where that is not known.

    Whoever has not left is there today.
    """

    begun: date | None = None
    ended: date | None = None
    is_over: bool = False


@dataclass(frozen=True, slots=True)
class Together:
    """In which years two were in one place: without `last` they still are; not for certain, no year is known."""

    is_certain: bool
    first: int | None = None
    last: int | None = None

    @property
    def is_over(self) -> bool:
        """Whether at least one of them has left, for all that is known."""
        return not self.is_certain or self.last is not None


def together(one: Stay, other: Stay, *, today: date) -> Together | None:
    """Return when both were there; None when they never can have been.

    Where a beginning or an end is not known they may have been there for longer than is certain.
    """
    if not _meet(_longest(one, today), _longest(other, today)):
        return None
    sure_one, sure_other = _surest(one, today), _surest(other, today)
    if sure_one is None or sure_other is None or not _meet(sure_one, sure_other):
        return Together(is_certain=False)
    begun = max(one.begun, other.begun).year if one.begun and other.begun else None
    is_over = one.is_over or other.is_over
    last = min(sure_one[1], sure_other[1]).year if is_over else None
    return Together(is_certain=True, first=begun, last=last)


def _longest(stay: Stay, today: date) -> tuple[date, date]:
    return stay.begun or date.min, (stay.ended or today) if stay.is_over else max(today, stay.begun or today)


def _surest(stay: Stay, today: date) -> tuple[date, date] | None:
    """Return from when to when somebody was there for certain: of a place that is left, perhaps one day is known."""
    end = stay.ended if stay.is_over else max(today, stay.begun or today)
    first, last = stay.begun or end, end or stay.begun
    return (first, last) if first and last and first <= last else None


def _meet(one: tuple[date, date], other: tuple[date, date]) -> bool:
    return max(one[0], other[0]) <= min(one[1], other[1])
