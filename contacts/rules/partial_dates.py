"""Dates known in part: moments in a month or year, birthdays without a year (product rules 1 and 3)."""

from calendar import isleap
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from contacts.rules.cadence import month_end

_ANY_LEAP_YEAR = 2000


class Precision(StrEnum):
    """How exactly the date of a moment is known."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


class LeapDay(StrEnum):
    """When a 29 February is kept in the other years; the user's choice."""

    FEB_28 = "feb28"
    MAR_1 = "mar1"


def begins_on(day: date, precision: str) -> date:
    """The first day on which a moment of this date can have been."""
    match Precision(precision):
        case Precision.DAY:
            return day
        case Precision.MONTH:
            return day.replace(day=1)
        case Precision.YEAR:
            return day.replace(month=1, day=1)


def counts_as(day: date, precision: str) -> date:
    """The day a moment counts as: itself, or the last day of its month or year (product rule 1)."""
    match Precision(precision):
        case Precision.DAY:
            return day
        case Precision.MONTH:
            return month_end(day)
        case Precision.YEAR:
            return day.replace(month=12, day=31)


def last_moment_on(moments: Iterable[tuple[date, str]], on: date) -> date | None:
    """The date of the newest of the (day, precision) moments that is not in the future; None without one.

    A month or year counts as its last day (product rule 1). While it is still running it counts as today, the
    latest day it can have been: *met this month* is neither overlooked until the month ends nor in future.
    """
    past = (counts_as(day, precision) for day, precision in moments if begins_on(day, precision) <= on)
    newest = max(past, default=None)
    return None if newest is None else min(newest, on)


@dataclass(frozen=True, slots=True)
class AnnualDate:
    """A day that comes back every year (birthday, anniversary); the year it began in may be unknown."""

    month: int
    day: int
    year: int | None = None

    def __post_init__(self) -> None:
        date(self.year or _ANY_LEAP_YEAR, self.month, self.day)  # raises ValueError for a day that never was


def occurrence_in(annual: AnnualDate, year: int, leap_day: str) -> date:
    """The day in `year` on which it is kept; without a 29 Feb, on the user's choice (product rule 3)."""
    if (annual.month, annual.day) != (2, 29) or isleap(year):
        return date(year, annual.month, annual.day)
    return date(year, 2, 28) if LeapDay(leap_day) is LeapDay.FEB_28 else date(year, 3, 1)


def next_occurrence(annual: AnnualDate, on_or_after: date, leap_day: str) -> date:
    """The first day on or after the given one on which it is kept; never before the year it began in."""
    year = max(on_or_after.year, annual.year or 0)
    this_year = occurrence_in(annual, year, leap_day)
    return this_year if this_year >= on_or_after else occurrence_in(annual, year + 1, leap_day)


def kept_on(day: date, leap_day: str) -> list[tuple[int, int]]:
    """The months and days that are kept on this day: its own and, on the user's choice, a 29 Feb (product rule 3)."""
    own = (day.month, day.day)
    is_stand_in = own != (2, 29) and occurrence_in(AnnualDate(2, 29), day.year, leap_day) == day
    return [own, (2, 29)] if is_stand_in else [own]


def years_on(annual: AnnualDate, occurrence: date) -> int | None:
    """How many years it has been on that occurrence (for a birthday, the age); None when that is unknown."""
    return None if annual.year is None else occurrence.year - annual.year
