"""When the mail goes out, also where clocks are changed (vocabulary *Digest*)."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reminders.rules.schedule import Rhythm, local_date, next_digest_at
from tests.reminders.zones import (
    APIA,
    AUCKLAND,
    BERLIN,
    CAIRO,
    EVERY_DAY,
    LOS_ANGELES,
    MONDAY,
    NUUK,
    hours,
    instants,
    run_of_mails,
    weekday_sets,
    zones,
)


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        ("2025-06-15T12:00", "2025-06-16T08:00"),
        ("2025-06-16T07:59", "2025-06-16T08:00"),
        ("2025-06-16T08:00", "2025-06-23T08:00"),
        ("2025-06-16T08:01", "2025-06-23T08:00"),
        ("2025-12-30T12:00", "2026-01-05T08:00"),
        ("2028-02-28T09:00", "2028-03-06T08:00"),
    ],
)
def test_the_next_mail_is_strictly_later_on_a_chosen_weekday(after: str, expected: str) -> None:
    at = next_digest_at(Rhythm(MONDAY, 8, BERLIN), datetime.fromisoformat(after).replace(tzinfo=BERLIN))
    assert at == datetime.fromisoformat(expected).replace(tzinfo=BERLIN)


def test_the_answer_is_in_utc() -> None:
    at = next_digest_at(Rhythm(MONDAY, 8, BERLIN), datetime(2025, 6, 15, tzinfo=UTC))
    assert at is not None
    assert at.isoformat() == "2025-06-16T06:00:00+00:00"


def test_without_weekdays_there_is_no_mail() -> None:
    assert next_digest_at(Rhythm(frozenset(), 8, BERLIN), datetime(2025, 6, 15, tzinfo=UTC)) is None


def test_an_instant_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        next_digest_at(Rhythm(MONDAY, 8, BERLIN), datetime(2025, 6, 15))  # noqa: DTZ001
    with pytest.raises(ValueError, match="time zone"):
        local_date(datetime(2025, 6, 15), BERLIN)  # noqa: DTZ001


@pytest.mark.parametrize(
    ("zone", "hour", "weekday_on", "expected_utc"),
    [
        # Spring forward: 02:00 does not exist, 03:00 is the first instant after the gap.
        (BERLIN, 2, date(2025, 3, 30), "2025-03-30T01:00"),
        (BERLIN, 3, date(2025, 3, 30), "2025-03-30T01:00"),
        (LOS_ANGELES, 2, date(2025, 3, 9), "2025-03-09T10:00"),
        (AUCKLAND, 2, date(2025, 9, 28), "2025-09-27T14:00"),
        (CAIRO, 0, date(2025, 4, 25), "2025-04-24T22:00"),
        # The gap of 2024 in Nuuk ends at midnight: the mail of that Saturday goes out an hour before the gap.
        (NUUK, 23, date(2024, 3, 30), "2024-03-31T00:00"),
        # Fall back: 02:00 exists twice, the first counts.
        (BERLIN, 2, date(2025, 10, 26), "2025-10-26T00:00"),
        (LOS_ANGELES, 1, date(2025, 11, 2), "2025-11-02T08:00"),
        (AUCKLAND, 2, date(2025, 4, 6), "2025-04-05T13:00"),
        # Half an hour is skipped from 02:00 to 02:30 on Lord Howe.
        (ZoneInfo("Australia/Lord_Howe"), 2, date(2025, 10, 5), "2025-10-04T15:30"),
    ],
)
def test_an_hour_that_is_skipped_or_repeated_gives_one_mail(
    zone: ZoneInfo, hour: int, weekday_on: date, expected_utc: str
) -> None:
    weekdays = frozenset({weekday_on.weekday()})
    start = datetime.combine(weekday_on - timedelta(days=3), datetime.min.time(), zone)
    first, second = run_of_mails(weekdays, hour, zone, start, 2)
    assert first == datetime.fromisoformat(expected_utc).replace(tzinfo=UTC)
    assert local_date(second, zone) == weekday_on + timedelta(days=7)


def test_a_date_that_the_date_line_swallowed_has_no_mail() -> None:
    start = datetime(2011, 12, 28, 12, tzinfo=APIA)
    found = [local_date(at, APIA) for at in run_of_mails(EVERY_DAY, 8, APIA, start, 3)]
    assert found == [date(2011, 12, 29), date(2011, 12, 31), date(2012, 1, 1)]


def test_a_weekly_mail_on_the_swallowed_friday_comes_a_week_later() -> None:
    at = next_digest_at(Rhythm(frozenset({4}), 8, APIA), datetime(2011, 12, 23, 12, tzinfo=APIA))
    assert at == datetime(2012, 1, 6, 8, tzinfo=APIA)


@given(weekday_sets, hours, zones, instants)
def test_mails_go_out_on_chosen_weekdays_once_a_date(
    weekdays: frozenset[int], hour: int, zone: ZoneInfo, after: datetime
) -> None:
    mails = run_of_mails(weekdays, hour, zone, after, 12)
    dates = [local_date(at, zone) for at in mails]
    assert mails[0] > after
    assert all(earlier < later for earlier, later in pairwise(mails))
    assert all(earlier < later for earlier, later in pairwise(dates))
    assert {day.weekday() for day in dates} <= weekdays


@given(weekday_sets, hours, zones, instants)
@example(MONDAY, 2, BERLIN, datetime(2025, 3, 29, tzinfo=UTC))
@example(EVERY_DAY, 0, APIA, datetime(2011, 12, 28, tzinfo=UTC))
def test_no_chosen_date_is_left_out(weekdays: frozenset[int], hour: int, zone: ZoneInfo, after: datetime) -> None:
    mails = run_of_mails(weekdays, hour, zone, after, 4)
    dates = {local_date(at, zone) for at in mails}
    first, last = local_date(mails[0], zone), local_date(mails[-1], zone)
    between = {first + timedelta(days=n) for n in range((last - first).days)}
    missing = {day for day in between if day.weekday() in weekdays} - dates
    assert missing <= {date(2011, 12, 30)}


@given(weekday_sets, hours, zones, instants)
def test_the_chosen_hour_is_kept_but_for_skipped_ones(
    weekdays: frozenset[int], hour: int, zone: ZoneInfo, after: datetime
) -> None:
    at = next_digest_at(Rhythm(weekdays, hour, zone), after)
    assert at is not None
    seen = at.astimezone(zone)
    asked = seen.replace(hour=hour, minute=0, second=0, fold=0)
    exists = asked.astimezone(UTC).astimezone(zone).hour == hour
    assert not exists or (seen.hour, seen.minute, seen.second) == (hour, 0, 0)


@given(weekday_sets, hours, zones, instants, st.timedeltas(timedelta(0), timedelta(days=20)))
def test_asking_later_never_gives_an_earlier_mail(
    weekdays: frozenset[int], hour: int, zone: ZoneInfo, after: datetime, wait: timedelta
) -> None:
    sooner = next_digest_at(Rhythm(weekdays, hour, zone), after)
    later = next_digest_at(Rhythm(weekdays, hour, zone), after + wait)
    assert sooner is not None
    assert later is not None
    assert sooner <= later


@pytest.mark.parametrize(
    ("zone", "expected"),
    [
        (BERLIN, date(2025, 6, 16)),
        (LOS_ANGELES, date(2025, 6, 15)),
        (AUCKLAND, date(2025, 6, 16)),
        (ZoneInfo("UTC"), date(2025, 6, 15)),
    ],
)
def test_the_date_is_the_one_on_the_wall(zone: ZoneInfo, expected: date) -> None:
    assert local_date(datetime(2025, 6, 15, 22, 30, tzinfo=UTC), zone) == expected
