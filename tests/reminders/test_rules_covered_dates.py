"""Which dates a mail covers: all until the next one (product rule 3)."""

from datetime import date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reminders.rules.schedule import CoveredDates, dates_until_next, local_date
from tests.reminders.zones import APIA, BERLIN, EVERY_DAY, MONDAY, hours, instants, run_of_mails, weekday_sets, zones

days = st.dates(date(2005, 1, 1), date(2040, 1, 1))


@pytest.mark.parametrize(
    ("weekdays", "on", "last"),
    [
        (MONDAY, date(2025, 6, 16), date(2025, 6, 22)),
        (MONDAY, date(2025, 6, 18), date(2025, 6, 22)),
        (MONDAY, date(2025, 6, 22), date(2025, 6, 22)),
        (frozenset({0, 3}), date(2025, 6, 16), date(2025, 6, 18)),
        (EVERY_DAY, date(2025, 12, 31), date(2025, 12, 31)),
        (frozenset[int](), date(2025, 6, 16), date(2025, 6, 22)),
        (MONDAY, date(2025, 12, 29), date(2026, 1, 4)),
    ],
)
def test_a_mail_covers_all_dates_until_the_next(weekdays: frozenset[int], on: date, last: date) -> None:
    assert dates_until_next(weekdays, BERLIN, on) == CoveredDates(on, last)


def test_a_swallowed_date_is_covered_by_the_mail_before() -> None:
    assert dates_until_next(EVERY_DAY, APIA, date(2011, 12, 29)).last == date(2011, 12, 30)


@given(weekday_sets, hours, zones, instants)
def test_mails_that_follow_each_other_cover_every_date_once(
    weekdays: frozenset[int], hour: int, zone: ZoneInfo, after: datetime
) -> None:
    dates = [local_date(at, zone) for at in run_of_mails(weekdays, hour, zone, after, 8)]
    covered = [dates_until_next(weekdays, zone, day) for day in dates]
    for one, following in pairwise(covered):
        assert one.last + timedelta(days=1) == following.first


@given(st.frozensets(st.integers(0, 6)), zones, days)
def test_at_least_today_and_at_most_a_week_is_covered(weekdays: frozenset[int], zone: ZoneInfo, on: date) -> None:
    first, last = dates_until_next(weekdays, zone, on)
    assert first == on
    assert on <= last
    assert (last - on).days < 7 or (zone is APIA and on.year == 2011)
