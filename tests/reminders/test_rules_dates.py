"""Which birthdays and own dates a mail tells: those it covers, and once more some that lie a week or a month ahead."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contacts.rules.partial_dates import AnnualDate, LeapDay, kept_on, occurrence_in
from reminders.rules.dates import LEADS, Telling, tellings, windows_of

MONDAY, SUNDAY = date(2026, 3, 16), date(2026, 3, 22)
YEARS = range(2023, 2041)
annuals = st.dates(date(2000, 1, 1), date(2000, 12, 31)).map(lambda day: AnnualDate(day.month, day.day))
days = st.dates(date(2023, 1, 1), date(2040, 12, 31))
leads = st.sets(st.sampled_from([0, 7, 30]))
leap_days = st.sampled_from(list(LeapDay))


def told(month: int, day: int, *leads: int, since: date = MONDAY, until: date = SUNDAY) -> tuple[Telling, ...]:
    return tellings(AnnualDate(month, day), since=since, until=until, leads=leads, leap_day="feb28")


@pytest.mark.parametrize("day", [16, 19, 22])
def test_a_covered_date_is_told_once_whatever_the_lead_days(day: int) -> None:
    expected = (Telling(date(2026, 3, day)),)

    assert told(3, day) == told(3, day, 0, 7, 30) == expected


def test_a_lead_day_tells_a_later_date_once_more() -> None:
    assert told(3, 26) == ()
    assert told(3, 26, 30) == ()
    assert told(3, 26, 7) == (Telling(date(2026, 3, 26), is_ahead=True),)
    assert told(4, 18, 7) == ()
    assert told(4, 18, 7, 30) == (Telling(date(2026, 4, 18), is_ahead=True),)
    assert told(4, 22, 30) == (), "the next mail says it"


def test_a_lead_day_of_a_day_that_no_mail_covered_is_told_late() -> None:
    assert told(3, 23, 7, since=MONDAY - timedelta(days=9)) == (Telling(date(2026, 3, 23), is_ahead=True),)


def test_a_date_that_passed_meanwhile_is_told_without_its_lead_days() -> None:
    assert told(3, 14, 7, 30, since=MONDAY - timedelta(days=9)) == (Telling(date(2026, 3, 14)),)


@given(annuals, days, st.integers(0, 40), leads, leap_days)
def test_a_mail_tells_each_date_at_most_once(
    annual: AnnualDate, since: date, length: int, leads: set[int], leap_day: str
) -> None:
    until = since + timedelta(days=length)
    found = tellings(annual, since=since, until=until, leads=leads, leap_day=leap_day)

    assert len({one.on for one in found}) == len(found)
    assert all(one.is_ahead == (one.on > until) for one in found)
    assert all(one.on == occurrence_in(annual, one.on.year, leap_day) for one in found)


@given(annuals, days, st.lists(st.integers(1, 21), min_size=60, max_size=60), leads, leap_days)
def test_mails_that_follow_each_other_tell_a_date_once_and_once_for_each_lead_day(
    annual: AnnualDate, start: date, gaps: list[int], leads: set[int], leap_day: str
) -> None:
    """A lead day can fall into the mail that covers the date; then it says nothing of its own."""
    starts = [start]
    for gap in gaps:
        starts.append(starts[-1] + timedelta(days=gap))
    spans = [(first, then - timedelta(days=1)) for first, then in pairwise(starts)]
    said = [
        (one, span)
        for span in spans
        for one in tellings(annual, since=span[0], until=span[1], leads=leads, leap_day=leap_day)
    ]

    for year in YEARS:
        day = occurrence_in(annual, year, leap_day)
        if not starts[0] + timedelta(days=30) <= day < starts[-1]:
            continue
        covering = next(span for span in spans if span[0] <= day <= span[1])
        ahead = {span for span in spans for lead in leads if lead and span[0] <= day - timedelta(days=lead) <= span[1]}
        assert {span for one, span in said if one.on == day} == {covering} | ahead
        assert [span for one, span in said if one.on == day and not one.is_ahead] == [covering]


@given(days, st.integers(0, 40))
def test_windows_do_not_meet_what_is_covered(since: date, length: int) -> None:
    until = since + timedelta(days=length)
    own, *ahead = windows_of(since, until, LEADS)

    assert (own.first, own.last) == (since, until)
    assert all(until < window.first <= window.last for window in ahead)


@given(annuals, days, leap_days)
def test_what_is_kept_on_a_day_is_known_by_month_and_day(annual: AnnualDate, day: date, leap_day: str) -> None:
    is_kept = (annual.month, annual.day) in kept_on(day, leap_day)

    assert is_kept == (occurrence_in(annual, day.year, leap_day) == day)
