"""When the next reconnect mail goes out, and which dates it covers (vocabulary *Digest*, product rule 3)."""

from collections.abc import Iterator, Set
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import NamedTuple
from zoneinfo import ZoneInfo

ONE_DAY = timedelta(days=1)
ONE_HOUR = timedelta(hours=1)
# A mail that is later than this belongs to the day on which it is sent, so that after a long outage it takes that
# day's place and nobody gets two within hours.
STILL_ON_TIME = timedelta(hours=6)
# From one side of the date line to the other: by so much a move can shift the instant of a local date and hour.
FARTHEST_MOVE = timedelta(hours=26)
# One weekday that the date line swallowed, and the week until it comes again.
_DAYS_TO_LOOK_AHEAD = 16
_DAYS_COVERED_WITHOUT_MAILS = 7


class MailKind(StrEnum):
    """What goes out on a local date by itself: the mail of a chosen weekday, or one for what is on that very day."""

    SCHEDULED = "scheduled"
    DAY = "day"


@dataclass(frozen=True, slots=True)
class Rhythm:
    """What somebody has chosen: weekdays (from Monday, 0), local hour (0 to 23), zone, pause, mails on the day itself.

    Before the local date `paused_until` nothing goes out; on it, mails begin again. With `has_day_mails` the other days
    of the week have an instant as well. Without weekdays nothing goes out at all.
    """

    weekdays: Set[int]
    hour: int
    zone: ZoneInfo
    paused_until: date | None = None
    has_day_mails: bool = False


class CoveredDates(NamedTuple):
    """The local dates that one mail, or the Today page between two mails, speaks of; both ends included."""

    first: date
    last: date


class DueMail(NamedTuple):
    """What a due instant leads to: a mail of this kind, for this local date."""

    kind: MailKind
    for_date: date


def local_date(at: datetime, zone: ZoneInfo) -> date:
    """The date that somebody in `zone` reads on the calendar at the instant `at` (aware)."""
    return _aware(at).astimezone(zone).date()


def kind_on(rhythm: Rhythm, on: date) -> MailKind | None:
    """What goes out on a local date; None on days without a mail, and before the end of a pause."""
    if not rhythm.weekdays or (rhythm.paused_until is not None and on < rhythm.paused_until):
        return None
    if on.weekday() in rhythm.weekdays:
        return MailKind.SCHEDULED
    return MailKind.DAY if rhythm.has_day_mails else None


def next_digest_at(rhythm: Rhythm, after: datetime) -> datetime | None:
    """The first instant (UTC) strictly after `after` at which something may go out; None without weekdays.

    Each local date with a mail has exactly one such instant: an hour that exists twice counts the first time, one that
    does not exist moves to the first instant after the gap.
    """
    start = local_date(after, rhythm.zone) - ONE_DAY
    days = (day for day in _days_from(start, rhythm.paused_until) if kind_on(rhythm, day))
    instants = (_digest_instant(day, rhythm.hour, rhythm.zone) for day in days)
    return next((at for at in instants if at is not None and at > after), None)


def mail_due(rhythm: Rhythm, planned: datetime, now: datetime) -> DueMail:
    """What goes out for the instant `planned` that has come; several that were missed lead to one.

    A chosen weekday among those missed makes it a scheduled one. So does a wish that has changed since it was planned.
    """
    first = local_date(planned, rhythm.zone)
    for_date = first if now - planned < STILL_ON_TIME else max(first, local_date(now, rhythm.zone))
    missed = (first + n * ONE_DAY for n in range(min((for_date - first).days, 6) + 1))
    kinds = {kind_on(rhythm, day) for day in missed}
    is_day = rhythm.has_day_mails and MailKind.SCHEDULED not in kinds and MailKind.DAY in kinds
    return DueMail(MailKind.DAY if is_day else MailKind.SCHEDULED, for_date)


def passed_over(rhythm: Rhythm, *, before: datetime, last_made: date | None, now: datetime) -> datetime | None:
    """The instant that a move to the zone of `rhythm` would lose: to come at `before` elsewhere, past here by `now`.

    None when the mail of its date was made (`last_made` is the newest date that has one), or when the scheduled one of
    today is still to come.
    """
    at = next_digest_at(rhythm, min(before - FARTHEST_MOVE, now))
    while at is not None and at <= now and last_made is not None and local_date(at, rhythm.zone) <= last_made:
        at = next_digest_at(rhythm, at)
    if at is None or at > now:
        return None
    today, following = local_date(now, rhythm.zone), next_digest_at(rhythm, now)
    is_today = following is not None and local_date(following, rhythm.zone) == today
    return None if is_today and kind_on(rhythm, today) == MailKind.SCHEDULED else at


def dates_until_next(weekdays: Set[int], zone: ZoneInfo, on: date, paused_until: date | None = None) -> CoveredDates:
    """The dates that a mail of the local date `on` covers: from that day to the day before the next scheduled mail's.

    It depends on the date alone, not on the hour, so Today and the mail say the same all day. Before a pause it reaches
    to the first mail after it. Without weekdays there is no next mail, and the dates of one week are covered.
    """
    days = _days_from(on + ONE_DAY, paused_until)
    following = (day for day in days if day.weekday() in weekdays and _exists(day, zone))
    next_on = next(following, on + timedelta(days=_DAYS_COVERED_WITHOUT_MAILS))
    return CoveredDates(on, next_on - ONE_DAY)


def _days_from(start: date, paused_until: date | None) -> Iterator[date]:
    first = max(start, paused_until) if paused_until else start
    return (first + timedelta(days=n) for n in range(_DAYS_TO_LOOK_AHEAD))


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
