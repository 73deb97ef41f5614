"""Which days a calendar feed speaks of, and when each thing stands in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from contacts.rules.partial_dates import AnnualDate, next_occurrence

# What passed lately stays, so that a calendar does not lose yesterday at midnight.
DAYS_BACK = 30
# A birthday shows in good time, and each only once: the calendar comes for more by itself.
DAYS_AHEAD = 365

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Window:
    """The local dates of a feed that is read on `today`; `first` and `last` are in it."""

    today: date

    @property
    def first(self) -> date:
        """The earliest date that is told."""
        return self.today - timedelta(days=DAYS_BACK)

    @property
    def last(self) -> date:
        """The latest date that is told."""
        return self.today + timedelta(days=DAYS_AHEAD)

    def holds(self, day: date) -> bool:
        """Whether a date is one of them."""
        return self.first <= day <= self.last


def occurrences(annual: AnnualDate, window: Window, leap_day: str, awake_from: date | None = None) -> Iterator[date]:
    """Yield the days of the window on which a date is kept, none before a snooze has ended (product rules 2 and 3).

    Each as a day of its own and no rule of repetition: a calendar would know neither the age nor what the user chose
    for 29 February, and would show somebody whom the user has let rest meanwhile.
    """
    start = max(window.first, awake_from or window.first)
    while (day := next_occurrence(annual, start, leap_day)) <= window.last:
        yield day
        start = day + _DAY


def due_day(due_on: date, snoozed_until: date | None) -> date:
    """Return when somebody becomes due: not before a snooze has ended."""
    return max(due_on, snoozed_until or due_on)


def is_awake(day: date, snoozed_until: date | None) -> bool:
    """Whether a snooze has ended by this day."""
    return snoozed_until is None or snoozed_until <= day
