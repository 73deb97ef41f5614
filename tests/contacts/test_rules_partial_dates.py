"""Moments known by month or year, and dates that come back every year (product rules 1 and 3)."""

from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from contacts.rules.partial_dates import (
    AnnualDate,
    LeapDay,
    Precision,
    begins_on,
    counts_as,
    last_moment_on,
    next_occurrence,
    occurrence_in,
    years_on,
)

TODAY = date(2025, 6, 15)

days = st.dates(date(1900, 1, 1), date(2200, 12, 31))
leap_days = st.sampled_from(LeapDay)
moments = st.tuples(days, st.sampled_from(Precision))
annuals = st.builds(
    lambda day, has_year: AnnualDate(day.month, day.day, day.year if has_year else None), days, st.booleans()
)


@pytest.mark.parametrize(
    ("day", "precision", "expected"),
    [
        (date(2025, 2, 10), "day", date(2025, 2, 10)),
        (date(2025, 2, 1), "month", date(2025, 2, 28)),
        (date(2024, 2, 1), "month", date(2024, 2, 29)),
        (date(2025, 12, 1), "month", date(2025, 12, 31)),
        (date(2025, 1, 1), "year", date(2025, 12, 31)),
        (date(2024, 2, 29), "year", date(2024, 12, 31)),
    ],
)
def test_a_month_or_year_counts_as_its_last_day(day: date, precision: str, expected: date) -> None:
    assert counts_as(day, precision) == expected


@given(moments)
def test_a_moment_begins_before_the_day_it_counts_as(moment: tuple[date, Precision]) -> None:
    day, precision = moment
    assert begins_on(day, precision) <= day <= counts_as(day, precision)


def test_an_unknown_precision_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="decade"):
        counts_as(TODAY, "decade")


@pytest.mark.parametrize(
    ("past", "expected"),
    [
        ([], None),
        ([(date(2025, 6, 16), "day")], None),
        ([(date(2025, 7, 1), "month")], None),
        ([(date(2026, 1, 1), "year")], None),
        ([(date(2025, 6, 15), "day")], date(2025, 6, 15)),
        ([(date(2025, 5, 20), "day"), (date(2025, 5, 1), "month")], date(2025, 5, 31)),
        ([(date(2023, 1, 1), "year"), (date(2022, 6, 1), "day")], date(2023, 12, 31)),
        ([(date(2025, 6, 1), "month")], date(2025, 6, 15)),
        ([(date(2025, 1, 1), "year")], date(2025, 6, 15)),
        ([(date(2025, 6, 2), "day"), (date(2025, 8, 1), "day")], date(2025, 6, 2)),
    ],
)
def test_the_newest_moment_that_is_not_in_the_future_counts(
    past: list[tuple[date, str]], expected: date | None
) -> None:
    assert last_moment_on(past, TODAY) == expected


@given(st.lists(moments), days)
def test_the_last_moment_is_never_in_the_future(past: list[tuple[date, Precision]], on: date) -> None:
    newest = last_moment_on(past, on)
    assert newest is None or newest <= on


@given(st.lists(moments), moments, days)
def test_another_moment_never_moves_the_last_one_back(
    past: list[tuple[date, Precision]], another: tuple[date, Precision], on: date
) -> None:
    before = last_moment_on(past, on) or date.min
    assert (last_moment_on([*past, another], on) or date.min) >= before


@given(st.lists(moments), days)
def test_once_all_periods_are_over_the_newest_last_day_counts(past: list[tuple[date, Precision]], on: date) -> None:
    over = [moment for moment in past if counts_as(*moment) <= on]
    assert last_moment_on(over, on) == max((counts_as(*moment) for moment in over), default=None)


@pytest.mark.parametrize(
    ("month", "day", "year"), [(2, 30, None), (13, 1, None), (0, 1, None), (4, 31, 2020), (2, 29, 2023)]
)
def test_a_date_that_never_was_is_refused(month: int, day: int, year: int | None) -> None:
    with pytest.raises(ValueError, match=r"day|month"):
        AnnualDate(month, day, year)


@pytest.mark.parametrize(
    ("annual", "leap_day", "expected"),
    [
        (AnnualDate(6, 15), "feb28", date(2025, 6, 15)),
        (AnnualDate(6, 14), "feb28", date(2026, 6, 14)),
        (AnnualDate(12, 31), "feb28", date(2025, 12, 31)),
        (AnnualDate(1, 1), "feb28", date(2026, 1, 1)),
        (AnnualDate(2, 29), "feb28", date(2026, 2, 28)),
        (AnnualDate(2, 29), "mar1", date(2026, 3, 1)),
        (AnnualDate(2, 28), "mar1", date(2026, 2, 28)),
        (AnnualDate(8, 1, 1980), "feb28", date(2025, 8, 1)),
        (AnnualDate(8, 1, 2030), "feb28", date(2030, 8, 1)),
    ],
)
def test_a_birthday_comes_back_every_year(annual: AnnualDate, leap_day: str, expected: date) -> None:
    assert next_occurrence(annual, TODAY, leap_day) == expected


@pytest.mark.parametrize(
    ("on", "leap_day", "expected"),
    [
        (date(2027, 2, 28), "feb28", date(2027, 2, 28)),
        (date(2027, 3, 1), "feb28", date(2028, 2, 29)),
        (date(2027, 3, 1), "mar1", date(2027, 3, 1)),
        (date(2027, 3, 2), "mar1", date(2028, 2, 29)),
        (date(2028, 2, 28), "feb28", date(2028, 2, 29)),
        (date(2028, 3, 1), "mar1", date(2029, 3, 1)),
        (date(2100, 1, 1), "feb28", date(2100, 2, 28)),
    ],
)
def test_a_leap_day_falls_where_the_user_chose(on: date, leap_day: str, expected: date) -> None:
    assert next_occurrence(AnnualDate(2, 29), on, leap_day) == expected


def test_an_unknown_leap_day_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="feb29"):
        occurrence_in(AnnualDate(2, 29), 2025, "feb29")


@given(annuals, days, leap_days)
@example(AnnualDate(2, 29), date(2027, 3, 1), LeapDay.MAR_1)
def test_the_next_occurrence_is_the_first_of_all(annual: AnnualDate, on: date, leap_day: LeapDay) -> None:
    first_year = max(on.year, annual.year or 0)
    all_days = [occurrence_in(annual, year, leap_day) for year in (first_year, first_year + 1)]
    assert next_occurrence(annual, on, leap_day) == min(day for day in all_days if day >= on)


@given(annuals, st.lists(st.integers(1, 7), min_size=1, max_size=120), days, leap_days)
def test_mails_that_follow_each_other_name_each_birthday_once(
    annual: AnnualDate, lengths: list[int], first: date, leap_day: LeapDay
) -> None:
    named, start = 0, first
    for length in lengths:
        end = start + timedelta(days=length)
        named += next_occurrence(annual, start, leap_day) < end
        start = end
    years = range(max(first.year, annual.year or 0), start.year + 1)
    assert named == sum(first <= occurrence_in(annual, year, leap_day) < start for year in years)


def test_the_age_is_known_when_the_year_is() -> None:
    assert years_on(AnnualDate(2, 29, 1984), date(2026, 3, 1)) == 42
    assert years_on(AnnualDate(6, 15, 2025), TODAY) == 0
    assert years_on(AnnualDate(6, 15), TODAY) is None
