"""On which days a meeting is: once or again and again, counted from its first day, without walking there."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import MAXYEAR, date, timedelta
from itertools import count, takewhile

# How many days, or else months, lie between two dates, by how a meeting repeats.
DAYS: Mapping[str, int] = {"weekly": 7, "fortnightly": 14}
MONTHS: Mapping[str, int] = {"monthly": 1, "monthly_weekday": 1, "quarterly": 3, "yearly": 12}


@dataclass(frozen=True, slots=True)
class Schedule:
    """The first day, how it comes again ("" for once), and the last day on which it may be.

    Months and years are counted from the first day and clamped at the end of a month, as product rule 1 does it; a
    weekday is counted within its month: the second Tuesday, or the last one where a month has no fifth.
    """

    starts_on: date
    repeats: str = ""
    until: date | None = None

    def __post_init__(self) -> None:
        if self.repeats and self.repeats not in DAYS and self.repeats not in MONTHS:
            raise ValueError(f"Nothing repeats {self.repeats!r}.")

    @property
    def ends_on(self) -> date:
        """The last day on which it may be; of a meeting that never ends, the last day there is."""
        return date.max if self.until is None else self.until


def dates_from(schedule: Schedule, first: date) -> Iterator[date]:
    """Yield the days from this one on, the earliest first, until the schedule or the calendar ends.

    Lazy, and as quick for a span far away as for the next week.
    """
    numbers: Iterator[int] = count(_number_of(schedule, first)) if schedule.repeats else iter((0,))
    for number in numbers:
        day = _nth(schedule, number)
        if day is None or day > schedule.ends_on:
            return
        if day >= first:
            yield day


def dates_between(schedule: Schedule, first: date, last: date) -> Iterator[date]:
    """Yield the days of a span, both its ends included."""
    return takewhile(lambda day: day <= last, dates_from(schedule, first))


def dates_back_from(schedule: Schedule, last: date) -> Iterator[date]:
    """Yield the days up to this one, the latest first, back to the first of all."""
    newest = min(last, schedule.ends_on)
    start = _number_of(schedule, newest) if schedule.repeats else 0
    days = (_nth(schedule, number) for number in range(start, -1, -1))
    return (day for day in days if day is not None and day <= newest)


def is_on(schedule: Schedule, day: date) -> bool:
    """Whether it is on this day."""
    return next(dates_from(schedule, day), None) == day


def nearest(schedule: Schedule, day: date) -> date | None:
    """Return the day that is nearest to this one, of two equally near the later; None when it is never."""
    later = next(dates_from(schedule, day), None)
    earlier = next(dates_back_from(schedule, day), None)
    if later is None or earlier is None:
        return later or earlier
    return later if later - day <= day - earlier else earlier


def _number_of(schedule: Schedule, day: date) -> int:
    """Return the number of the first date that is not before this day, counted from 0; of none, any after it."""
    start = schedule.starts_on
    if day <= start:
        return 0
    if step := DAYS.get(schedule.repeats):
        return -((start - day).days // step)
    months = (day.year - start.year) * 12 + day.month - start.month
    number = months // MONTHS[schedule.repeats]
    found = _nth(schedule, number)
    return number if found is None or found >= day else number + 1


def _nth(schedule: Schedule, number: int) -> date | None:
    """Return the date with this number, or None past the end of the calendar."""
    start = schedule.starts_on
    if not number:
        return start
    if step := DAYS.get(schedule.repeats):
        days = step * number
        return None if days > (date.max - start).days else start + timedelta(days=days)
    year, month = divmod(start.year * 12 + start.month - 1 + MONTHS[schedule.repeats] * number, 12)
    return _IN_MONTH.get(schedule.repeats, _same_day)(start, year, month + 1) if year <= MAXYEAR else None


def _same_day(start: date, year: int, month: int) -> date:
    return date(year, month, min(start.day, monthrange(year, month)[1]))


def _same_weekday(start: date, year: int, month: int) -> date:
    first_weekday, length = monthrange(year, month)
    first = 1 + (start.weekday() - first_weekday) % 7
    week = (start.day - 1) // 7
    day = first + 7 * week
    return date(year, month, day if day <= length else day - 7)


_IN_MONTH: Mapping[str, Callable[[date, int, int], date]] = {"monthly_weekday": _same_weekday}
