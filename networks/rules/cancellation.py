"""When one can leave a network: its terms run on, and notice must be given in time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from contacts.rules.cadence import add_months, whole_months

NOTICE_UNITS = ("days", "weeks", "months")
# How long before the last day to give notice the user is reminded of it.
REMINDED_WEEKS = (6, 2)
# Shorter terms come round so often that reminders of them would never stop.
SHORTEST_REMINDED_MONTHS = 3

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of a membership: from `starts_on` every `months` (1 or more) a new one begins.

    `since_on` is when the user joined; joined before the first term, they can leave at its beginning.
    """

    starts_on: date
    months: int
    notice_count: int = 0
    notice_unit: str = "months"
    since_on: date | None = None

    def __post_init__(self) -> None:
        if self.months < 1:
            raise ValueError(f"A term has a month or more, not {self.months}.")
        if self.notice_count < 0 or self.notice_unit not in NOTICE_UNITS:
            raise ValueError(f"No notice: {self.notice_count} {self.notice_unit}.")


@dataclass(frozen=True, slots=True)
class Cancellation:
    """A chance to leave: the last day to give notice, and the last day of the membership then."""

    give_notice_by: date
    ends_on: date


def cancellations(terms: Terms, on: date) -> Iterator[Cancellation]:
    """Yield the chances to leave whose last day to give notice is `on` or later, the earliest first.

    A term ends on the day before the next one begins, and all beginnings are counted from the first one, so that the
    ends of months stay (31 Jan, 28 Feb, 31 Mar). Nothing comes after the end of the calendar.
    """
    first = 0 if terms.since_on is not None and terms.since_on < terms.starts_on else 1
    # Notice lies before the beginning, so no chance before the term that runs now can still be open.
    number = max(first, whole_months(terms.starts_on, on) // terms.months)
    while (begins_on := add_months(terms.starts_on, number * terms.months)) < date.max:
        if (last_day := last_day_of_notice(begins_on, terms.notice_count, terms.notice_unit)) >= on:
            yield Cancellation(last_day, begins_on - _DAY)
        number += 1


def next_cancellation(terms: Terms | None, on: date) -> Cancellation | None:
    """Return the first chance to leave that is still open on a day; None without terms: then it is any time."""
    return None if terms is None else next(cancellations(terms, on), None)


def last_day_of_notice(begins_on: date, count: int, unit: str) -> date:
    """Return the latest day on which notice keeps the term that begins then from beginning.

    The whole period lies between: three months before 1 January is 1 October, so it is 30 September.
    """
    return _before(_before(begins_on, count, unit), 1, "days")


def earliest_end(on: date, count: int, unit: str) -> date:
    """Return the last day of a membership without terms when notice is given on a day."""
    if unit == "months":
        return add_months(on, count)
    try:
        return on + timedelta(**{unit: count})
    except OverflowError:
        return date.max


def is_reminded(terms: Terms) -> bool:
    """Whether terms are long enough for reminders."""
    return terms.months >= SHORTEST_REMINDED_MONTHS


def reminders_for(give_notice_by: date) -> tuple[date, ...]:
    """Return the days on which the user is reminded of a last day to give notice, the earliest first."""
    return tuple(_before(give_notice_by, weeks, "weeks") for weeks in REMINDED_WEEKS)


def weeks_ahead(give_notice_by: date, until: date) -> int | None:
    """Return how many weeks ahead the newest reminder was that has come by `until`; None before the first one."""
    come = [weeks for weeks in REMINDED_WEEKS if _before(give_notice_by, weeks, "weeks") <= until]
    return min(come, default=None)


def is_reminder_due(give_notice_by: date, on: date) -> bool:
    """Whether a reminder has come by this day, and notice can still be given."""
    return weeks_ahead(give_notice_by, on) is not None and on <= give_notice_by


def _before(day: date, count: int, unit: str) -> date:
    if unit == "months":
        return add_months(day, -count)
    try:
        return day - timedelta(**{unit: count})
    except OverflowError:
        return date.min
