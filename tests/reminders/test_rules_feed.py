"""The days of a calendar feed, over all birthdays and years."""

from __future__ import annotations

from calendar import isleap
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contacts.rules.partial_dates import AnnualDate, LeapDay, occurrence_in
from reminders.rules.feed import DAYS_AHEAD, DAYS_BACK, Window, due_day, is_awake, occurrences

days = st.dates(date(2023, 1, 1), date(2040, 12, 31))
born = st.dates(date(1920, 1, 1), date(2045, 12, 31))
annuals = st.builds(lambda day, has_year: AnnualDate(day.month, day.day, day.year if has_year else None),
                    born | st.sampled_from([date(2000, 2, 29), date(2024, 2, 29)]), st.booleans())  # fmt: skip
choices = st.sampled_from([*LeapDay])


@given(annuals, days, choices)
def test_all_days_of_the_window_on_which_a_date_is_kept_are_told_and_no_others(
    annual: AnnualDate, today: date, leap_day: str
) -> None:
    window = Window(today)
    years = range(window.first.year, window.last.year + 1)
    kept = [occurrence_in(annual, year, leap_day) for year in years if year >= (annual.year or 0)]

    assert list(occurrences(annual, window, leap_day)) == [day for day in kept if window.holds(day)]


@given(annuals, days, choices)
def test_every_date_is_told_within_a_year(annual: AnnualDate, today: date, leap_day: str) -> None:
    found = list(occurrences(annual, Window(today), leap_day))

    # Once, or twice where it lies in the month that passed; of somebody who is not born yet perhaps not.
    assert len(found) in ({1, 2} if not annual.year or annual.year < today.year else {0, 1, 2})
    assert len({day.year for day in found}) == len(found)


@given(days, choices)
def test_a_leap_day_is_kept_as_the_user_chose(today: date, leap_day: str) -> None:
    for day in occurrences(AnnualDate(2, 29), Window(today), leap_day):
        if isleap(day.year):
            assert (day.month, day.day) == (2, 29)
        else:
            assert (day.month, day.day) == ((2, 28) if leap_day == LeapDay.FEB_28 else (3, 1))


@given(annuals, days, choices, days)
def test_nobody_is_told_of_before_a_snooze_has_ended(
    annual: AnnualDate, today: date, leap_day: str, until: date
) -> None:
    everything = list(occurrences(annual, Window(today), leap_day))

    found = list(occurrences(annual, Window(today), leap_day, until))

    assert found == [day for day in everything if is_awake(day, until)]


@given(days, st.none() | days)
def test_somebody_becomes_due_once_awake(due_on: date, until: date | None) -> None:
    day = due_day(due_on, until)

    assert day >= due_on
    assert is_awake(day, until)
    assert day in {due_on, until}


@pytest.mark.parametrize(
    ("day", "is_held"),
    [(-DAYS_BACK - 1, False), (-DAYS_BACK, True), (0, True), (DAYS_AHEAD, True), (DAYS_AHEAD + 1, False)],
)
def test_both_ends_of_the_window_are_in_it(day: int, is_held: bool) -> None:
    today = date(2026, 3, 16)

    assert Window(today).holds(today + timedelta(days=day)) is is_held
