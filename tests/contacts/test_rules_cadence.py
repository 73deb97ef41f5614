"""Due dates and month arithmetic (product rule 1)."""

from datetime import MAXYEAR, date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from contacts.rules.cadence import (
    DEFAULT_CADENCES,
    Cadence,
    add_cadence,
    add_months,
    cadence_of,
    due_on,
    is_due,
    latest_due_by,
    latest_months_before,
    whole_months,
)

days = st.dates(date(1900, 1, 1), date(2200, 12, 31))
counts = st.integers(1, 120)
cadences = st.builds(Cadence, counts, st.sampled_from(["week", "month"]))


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2025, 1, 31), 1, date(2025, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2025, 1, 31), 2, date(2025, 3, 31)),
        (date(2025, 10, 31), 1, date(2025, 11, 30)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 2, 29), 48, date(2028, 2, 29)),
        (date(2025, 12, 31), 1, date(2026, 1, 31)),
        (date(2025, 11, 30), 3, date(2026, 2, 28)),
        (date(1896, 2, 29), 48, date(1900, 2, 28)),
        (date(2025, 3, 31), -1, date(2025, 2, 28)),
        (date(2025, 1, 15), -1, date(2024, 12, 15)),
        (date(2025, 1, 15), -13, date(2023, 12, 15)),
        (date(9999, 12, 15), 1, date.max),
        (date(1, 1, 15), -1, date.min),
    ],
)
def test_months_are_clamped_to_the_end_of_the_month(day: date, months: int, expected: date) -> None:
    assert add_months(day, months) == expected


@given(days, st.integers(-240, 240))
@example(date(2024, 2, 29), 12)
def test_adding_months_keeps_the_day_or_ends_the_month(day: date, months: int) -> None:
    later = add_months(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day == day.day or (later.day < day.day and (later + timedelta(days=1)).day == 1)


@given(days, days, st.integers(0, 240))
def test_an_earlier_day_is_never_later_some_months_on(one: date, other: date, months: int) -> None:
    first, second = sorted((one, other))
    assert add_months(first, months) <= add_months(second, months)


@given(days, st.integers(0, 240))
@example(date(2023, 2, 28), 36)
@example(date(2024, 2, 28), 36)
@example(date(2025, 4, 30), 1)
def test_the_latest_day_months_before_is_the_last_that_has_passed(on: date, months: int) -> None:
    latest = latest_months_before(on, months)
    assert add_months(latest, months) <= on
    assert add_months(latest + timedelta(days=1), months) > on


def test_three_years_since_a_leap_day_have_passed_on_28_february() -> None:
    assert latest_months_before(date(2023, 2, 28), 36) == date(2020, 2, 29)


@given(days, cadences)
def test_the_latest_day_due_is_the_last_whose_cadence_has_passed(on: date, cadence: Cadence) -> None:
    latest = latest_due_by(on, cadence)
    assert add_cadence(latest, cadence) <= on
    assert add_cadence(latest + timedelta(days=1), cadence) > on


@pytest.mark.parametrize(
    ("closeness", "expected"),
    [
        ("inner", Cadence(1, "week")),
        ("close", Cadence(1, "month")),
        ("good", Cadence(3, "month")),
        ("wide", Cadence(12, "month")),
        ("not_placed", None),
    ],
)
def test_closeness_has_a_default_cadence(closeness: str, expected: Cadence | None) -> None:
    assert cadence_of(closeness, None) == expected


@pytest.mark.parametrize("closeness", DEFAULT_CADENCES)
def test_an_own_cadence_comes_before_the_default(closeness: str) -> None:
    assert cadence_of(closeness, Cadence(2, "week")) == Cadence(2, "week")


def test_an_unknown_closeness_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        cadence_of("best_friend", None)


@pytest.mark.parametrize(("count", "unit"), [(0, "week"), (-1, "month"), (1, "day"), (1, "")])
def test_a_cadence_that_means_nothing_is_refused(count: int, unit: str) -> None:
    with pytest.raises(ValueError, match="A cadence"):
        Cadence(count, unit)


def test_nobody_is_due_without_a_cadence() -> None:
    assert due_on(date(2020, 1, 1), date(2020, 1, 1), None) is None
    assert not is_due(None, date(2025, 1, 1))


def test_the_anchor_counts_until_the_first_moment() -> None:
    assert due_on(None, date(2025, 5, 31), Cadence(1, "month")) == date(2025, 6, 30)


def test_a_moment_counts_even_when_the_anchor_is_later() -> None:
    assert due_on(date(2019, 3, 1), date(2025, 5, 31), Cadence(3, "month")) == date(2019, 6, 1)


def test_somebody_is_due_from_the_due_date_on() -> None:
    due = date(2025, 6, 30)
    assert [is_due(due, due + timedelta(days=n)) for n in (-1, 0, 1)] == [False, True, True]


@given(days, counts)
def test_weeks_are_seven_days(day: date, count: int) -> None:
    assert due_on(None, day, Cadence(count, "week")) == day + timedelta(days=7 * count)


@given(st.dates(date(MAXYEAR - 1, 1, 1)), cadences)
def test_the_end_of_the_calendar_is_never_passed(day: date, cadence: Cadence) -> None:
    due = due_on(None, day, cadence)
    assert due is not None
    assert day < due or due == date.max


@given(st.dates(max_value=date(2, 1, 1)), cadences)
def test_the_start_of_the_calendar_is_never_passed(on: date, cadence: Cadence) -> None:
    assert date.min <= latest_due_by(on, cadence) <= on


@given(days, days)
@example(date(2024, 1, 31), date(2024, 2, 29))
@example(date(2024, 2, 29), date(2023, 2, 28))
def test_whole_months_are_as_many_as_can_be_added(start: date, end: date) -> None:
    months = whole_months(start, end)

    assert add_months(start, months) <= end < add_months(start, months + 1)
