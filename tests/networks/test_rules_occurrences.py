"""On which days a meeting is."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import islice, pairwise

import pytest
from dateutil.rrule import (  # type: ignore[import-untyped]
    FR,
    MO,
    MONTHLY,
    SA,
    SU,
    TH,
    TU,
    WE,
    WEEKLY,
    rrule,
)
from hypothesis import given
from hypothesis import strategies as st

from networks.rules.occurrences import (
    DAYS,
    MONTHS,
    Schedule,
    dates_back_from,
    dates_between,
    dates_from,
    is_on,
    nearest,
)

REPEATING = [*DAYS, *MONTHS]
WEEKDAYS = (MO, TU, WE, TH, FR, SA, SU)
days = st.dates(date(1990, 1, 1), date(2090, 12, 31))
schedules = st.builds(Schedule, days, st.sampled_from(["", *REPEATING]), st.none() | days)


def day(text: str) -> date:
    return date.fromisoformat(text)


def few(schedule: Schedule, first: str, number: int = 4) -> list[str]:
    return [found.isoformat() for found in islice(dates_from(schedule, day(first)), number)]


@pytest.mark.parametrize(
    ("starts_on", "repeats", "first", "expected"),
    [
        ("2026-03-16", "", "2026-01-01", ["2026-03-16"]),
        ("2026-03-16", "", "2026-03-16", ["2026-03-16"]),
        ("2026-03-16", "", "2026-03-17", []),
        ("2026-03-16", "weekly", "2026-03-17", ["2026-03-23", "2026-03-30", "2026-04-06", "2026-04-13"]),
        ("2026-03-16", "fortnightly", "2026-03-17", ["2026-03-30", "2026-04-13", "2026-04-27", "2026-05-11"]),
        # Clamped at the end of a month, and never further on from there.
        ("2026-01-31", "monthly", "2026-01-01", ["2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30"]),
        ("2027-11-30", "monthly", "2028-01-31", ["2028-02-29", "2028-03-30", "2028-04-30", "2028-05-30"]),
        # The second Tuesday.
        ("2026-03-10", "monthly_weekday", "2026-03-11", ["2026-04-14", "2026-05-12", "2026-06-09", "2026-07-14"]),
        # The fifth Tuesday: where a month has none, the last.
        ("2026-03-31", "monthly_weekday", "2026-03-01", ["2026-03-31", "2026-04-28", "2026-05-26", "2026-06-30"]),
        # The first Sunday of a month that begins with it.
        ("2026-03-01", "monthly_weekday", "2026-03-02", ["2026-04-05", "2026-05-03", "2026-06-07", "2026-07-05"]),
        ("2025-11-30", "quarterly", "2025-12-01", ["2026-02-28", "2026-05-30", "2026-08-30", "2026-11-30"]),
        ("2024-02-29", "yearly", "2025-01-01", ["2025-02-28", "2026-02-28", "2027-02-28", "2028-02-29"]),
        # Far away, and past the end of the calendar.
        ("2026-03-16", "weekly", "9999-12-27", ["9999-12-27"]),
        ("2026-03-31", "monthly", "9999-11-30", ["9999-11-30", "9999-12-31"]),
        ("2026-03-31", "yearly", "9999-04-01", []),
    ],
)
def test_the_days_of_a_meeting(starts_on: str, repeats: str, first: str, expected: list[str]) -> None:
    assert few(Schedule(day(starts_on), repeats), first) == expected


def test_nothing_comes_after_the_last_day_and_the_last_day_counts() -> None:
    schedule = Schedule(day("2026-03-16"), "weekly", day("2026-03-30"))

    assert few(schedule, "2026-01-01", 10) == ["2026-03-16", "2026-03-23", "2026-03-30"]
    assert few(Schedule(day("2026-03-16"), "weekly", day("2026-03-15")), "2026-01-01") == []


def test_the_latest_come_first_when_one_looks_back() -> None:
    schedule = Schedule(day("2026-01-31"), "monthly", day("2026-05-01"))

    found = [each.isoformat() for each in dates_back_from(schedule, day("2026-06-30"))]

    assert found == ["2026-04-30", "2026-03-31", "2026-02-28", "2026-01-31"]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("2020-01-01", "2026-03-16"),
        ("2026-03-19", "2026-03-16"),
        ("2026-03-20", "2026-03-23"),
        ("2030-01-01", "2026-03-30"),
    ],
)
def test_the_nearest_day(asked: str, expected: str) -> None:
    assert nearest(Schedule(day("2026-03-16"), "weekly", day("2026-03-30")), day(asked)) == day(expected)


def test_of_two_days_equally_near_the_later_counts_and_without_any_there_is_none() -> None:
    schedule = Schedule(day("2026-03-16"), "fortnightly")

    assert nearest(schedule, day("2026-03-23")) == day("2026-03-30")
    assert nearest(Schedule(day("2026-03-16"), "weekly", day("2026-03-01")), day("2026-03-16")) is None


def test_an_unknown_way_to_repeat_is_a_mistake_of_ours() -> None:
    with pytest.raises(ValueError, match="daily"):
        Schedule(day("2026-03-16"), "daily")


@given(schedules, days, st.integers(0, 1500))
def test_a_span_holds_days_in_order_within_its_ends_and_those_of_the_schedule(
    schedule: Schedule, first: date, length: int
) -> None:
    last = first + timedelta(days=length)

    found = list(dates_between(schedule, first, last))

    assert all(before < after for before, after in pairwise(found))
    assert all(first <= each <= last and schedule.starts_on <= each <= schedule.ends_on for each in found)
    assert all(is_on(schedule, each) for each in found)


@given(schedules, days)
def test_looking_back_finds_what_looking_ahead_finds(schedule: Schedule, last: date) -> None:
    ahead = list(dates_between(schedule, date.min, last))

    assert list(dates_back_from(schedule, last)) == ahead[::-1]


@given(st.sampled_from(list(DAYS)), days, days, st.integers(0, 900))
def test_weeks_are_those_of_dateutil(repeats: str, starts_on: date, first: date, length: int) -> None:
    last = first + timedelta(days=length)
    rule = rrule(WEEKLY, interval=DAYS[repeats] // 7, dtstart=moment(starts_on), until=moment(last))

    assert list(dates_between(Schedule(starts_on, repeats), first, last)) == within(rule, first)


@given(days.filter(lambda each: each.day <= 28), st.sampled_from(["monthly", "quarterly", "yearly"]), days)
def test_months_are_those_of_dateutil_where_none_is_too_short(starts_on: date, repeats: str, first: date) -> None:
    last = first + timedelta(days=1200)
    rule = rrule(MONTHLY, interval=MONTHS[repeats], dtstart=moment(starts_on), until=moment(last))

    assert list(dates_between(Schedule(starts_on, repeats), first, last)) == within(rule, first)


@given(days, days)
def test_weekdays_of_a_month_are_those_of_dateutil_with_the_last_for_the_fifth(starts_on: date, first: date) -> None:
    last = first + timedelta(days=1200)
    week = (starts_on.day - 1) // 7
    weekday = WEEKDAYS[starts_on.weekday()](-1 if week == 4 else week + 1)
    rule = rrule(MONTHLY, byweekday=weekday, dtstart=moment(starts_on), until=moment(last))

    assert list(dates_between(Schedule(starts_on, "monthly_weekday"), first, last)) == within(rule, first)


@given(days, st.sampled_from(list(MONTHS)), st.integers(0, 300))
def test_each_month_has_its_day_clamped_where_it_is_short(starts_on: date, repeats: str, number: int) -> None:
    found = next(islice(dates_from(Schedule(starts_on, repeats), starts_on), number, None))

    months = (found.year - starts_on.year) * 12 + found.month - starts_on.month
    assert months == number * MONTHS[repeats]
    if repeats == "monthly_weekday":
        assert found.weekday() == starts_on.weekday()
    else:
        assert found.day == starts_on.day or (found + timedelta(days=1)).day == 1


def moment(each: date):  # type: ignore[no-untyped-def]  # dateutil counts in datetimes
    from datetime import datetime

    return datetime(each.year, each.month, each.day)  # noqa: DTZ001 - a day, without any clock


def within(rule: rrule, first: date) -> list[date]:
    return [each.date() for each in rule if each.date() >= first]
