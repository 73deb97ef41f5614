"""When the next reconnect mail goes out, and which dates it covers (vocabulary *Digest*, product rule 3)."""

from collections.abc import Iterator, Set
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

ONE_DAY = timedelta(days=1)
ONE_HOUR = timedelta(hours=1)
# One weekday that the date line swallowed, and the week until it comes again.
_DAYS_TO_LOOK_AHEAD = 16
_DAYS_COVERED_WITHOUT_MAILS = 7


class CoveredDates(NamedTuple):
    """The local dates that one mail, or the Today page between two mails, speaks of; both ends included."""

    first: date
    last: date


def local_date(at: datetime, zone: ZoneInfo) -> date:
    """The date that somebody in `zone` reads on the calendar at the instant `at` (aware)."""
    return _aware(at).astimezone(zone).date()


def next_digest_at(weekdays: Set[int], hour: int, zone: ZoneInfo, after: datetime) -> datetime | None:
    """The first instant (UTC) strictly after `after` at which a mail goes out; None without weekdays.

    Weekdays count from Monday, 0; `hour` is local, 0 to 23. Each chosen local date has exactly one such
    instant: an hour that exists twice counts the first time, one that does not exist moves to the first
    instant after the gap.
    """
    start = local_date(after, zone) - ONE_DAY
    instants = (_digest_instant(day, hour, zone) for day in _chosen_days(weekdays, start))
    return next((at for at in instants if at is not None and at > after), None)


def dates_until_next(weekdays: Set[int], zone: ZoneInfo, on: date) -> CoveredDates:
    """The dates that a mail of the local date `on` covers: from that day to the day before the next mail's.

    It depends on the date alone, not on the hour, so Today and the mail say the same all day. Without
    weekdays there is no next mail, and the dates of one week are covered.
    """
    following = (day for day in _chosen_days(weekdays, on + ONE_DAY) if _exists(day, zone))
    next_on = next(following, on + timedelta(days=_DAYS_COVERED_WITHOUT_MAILS))
    return CoveredDates(on, next_on - ONE_DAY)


def _chosen_days(weekdays: Set[int], start: date) -> Iterator[date]:
    days = (start + timedelta(days=n) for n in range(_DAYS_TO_LOOK_AHEAD))
    return (day for day in days if day.weekday() in weekdays)


def _digest_instant(day: date, hour: int, zone: ZoneInfo) -> datetime | None:
    """The instant (UTC) for one local date; None for a date that the date line swallowed.

    Where the gap ends in the next date, the hour before it is taken: the mail belongs to its own date.
    """
    wall = datetime.combine(day, time(hour), zone)
    at = wall.astimezone(UTC)
    if at.astimezone(zone).replace(tzinfo=None) == wall.replace(tzinfo=None):
        return at
    after_gap = _end_of_gap(wall)
    return next((at for at in (after_gap, after_gap - ONE_HOUR) if local_date(at, zone) == day), None)


def _end_of_gap(wall: datetime) -> datetime:
    """The first instant (UTC) after the gap in which `wall` lies, to the second.

    Read with the offset after the gap, `wall` is an instant before it; with the offset before, one after it.
    """
    before, after = wall.replace(fold=1).astimezone(UTC), wall.replace(fold=0).astimezone(UTC)
    new_offset = after.astimezone(wall.tzinfo).utcoffset()
    while after - before > timedelta(seconds=1):
        middle = before + (after - before) // 2
        middle = middle.replace(microsecond=0)
        if middle.astimezone(wall.tzinfo).utcoffset() == new_offset:
            after = middle
        else:
            before = middle
    return after


def _exists(day: date, zone: ZoneInfo) -> bool:
    return _digest_instant(day, 12, zone) is not None


def _aware(at: datetime) -> datetime:
    if at.tzinfo is None:
        raise ValueError("An instant needs its time zone.")
    return at
