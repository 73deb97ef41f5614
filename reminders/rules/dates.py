"""Which birthdays and own dates a mail tells: those it covers, and some once more a week or a month ahead (rule 3)."""

from collections.abc import Collection, Iterator
from datetime import date, timedelta
from typing import NamedTuple

from contacts.rules.partial_dates import AnnualDate, next_occurrence

# How many days ahead a date can be told beside the mail that covers it.
LEADS = (7, 30)


class Window(NamedTuple):
    """Days on which a date is kept that a mail tells; `lead` says how far ahead of the covered ones they lie."""

    first: date
    last: date
    lead: int = 0


class Telling(NamedTuple):
    """One occurrence that a mail tells; `is_ahead` when a later mail covers it."""

    on: date
    is_ahead: bool = False


def windows_of(since: date, until: date, leads: Collection[int] = LEADS) -> Iterator[Window]:
    """Return the days that a mail tells which covers those from `since` to `until`: its own, and those ahead."""
    yield Window(since, until)
    for lead in leads:
        ahead = timedelta(days=lead)
        # What the mail covers anyway is told once.
        first = max(since + ahead, until + timedelta(days=1))
        if first <= until + ahead:
            yield Window(first, until + ahead, lead)


def tellings(
    annual: AnnualDate, *, since: date, until: date, leads: Collection[int], leap_day: str
) -> tuple[Telling, ...]:
    """Return the occurrences of a date that this mail tells, the soonest first, each once.

    `leads` are the days ahead on which somebody's dates are told beside the mail that covers them; of 0, a mail on the
    day itself, this knows nothing.
    """
    found: dict[date, Telling] = {}
    for window in windows_of(since, until, sorted({*leads} & {*LEADS})):
        day = next_occurrence(annual, window.first, leap_day)
        if day <= window.last:
            found.setdefault(day, Telling(day, is_ahead=window.lead > 0))
    return tuple(found.values())
