"""When one can leave a network: terms, notice, reminders."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import islice, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contacts.rules.cadence import add_months
from networks.rules.cancellation import (
    REMINDED_WEEKS,
    Cancellation,
    Terms,
    cancellations,
    earliest_end,
    is_reminded,
    is_reminder_due,
    last_day_of_notice,
    next_cancellation,
    reminders_for,
    weeks_ahead,
)

DAYS = st.dates(date(1950, 1, 1), date(2150, 12, 31))
UNITS = st.sampled_from(["days", "weeks", "months"])


@st.composite
def some_terms(draw: st.DrawFn) -> Terms:
    starts_on = draw(DAYS)
    since_on = draw(st.none() | st.dates(date(1940, 1, 1), starts_on))
    return Terms(starts_on, draw(st.integers(1, 60)), draw(st.integers(0, 30)), draw(UNITS), since_on)


# (first day of a term, months, notice), on, give notice by, ends on
CASES = [
    # A calendar year with three months' notice; the last day itself still counts, the day after is too late.
    (("2024-01-01", 12, 3, "months"), "2026-11-26", "2027-09-30", "2027-12-31"),
    (("2024-01-01", 12, 3, "months"), "2026-09-30", "2026-09-30", "2026-12-31"),
    (("2024-01-01", 12, 3, "months"), "2026-10-01", "2027-09-30", "2027-12-31"),
    # In weeks and days, and without any notice.
    (("2024-01-01", 12, 6, "weeks"), "2026-11-01", "2026-11-19", "2026-12-31"),
    (("2024-01-01", 12, 14, "days"), "2026-11-26", "2026-12-17", "2026-12-31"),
    (("2024-01-01", 12, 0, "months"), "2026-12-31", "2026-12-31", "2026-12-31"),
    (("2024-01-01", 12, 0, "months"), "2027-01-01", "2027-12-31", "2027-12-31"),
    # The day of joining; the ends of months are clamped and stay.
    (("2025-01-31", 1, 0, "months"), "2025-02-01", "2025-02-27", "2025-02-27"),
    (("2025-01-31", 1, 0, "months"), "2025-02-28", "2025-03-30", "2025-03-30"),
    (("2024-01-31", 1, 0, "months"), "2024-02-01", "2024-02-28", "2024-02-28"),
    (("2024-08-31", 6, 1, "months"), "2024-09-01", "2025-01-27", "2025-02-27"),
    # Leap days.
    (("2024-02-29", 12, 0, "months"), "2024-03-01", "2025-02-27", "2025-02-27"),
    (("2024-02-29", 48, 0, "days"), "2024-03-01", "2028-02-28", "2028-02-28"),
    (("2023-03-01", 12, 1, "days"), "2024-02-01", "2024-02-28", "2024-02-29"),
    # Notice that is longer than a term: the next chance is a later term.
    (("2026-01-01", 1, 3, "months"), "2026-11-26", "2026-11-30", "2027-02-28"),
    (("2026-01-01", 6, 12, "months"), "2026-02-01", "2026-06-30", "2027-06-30"),
    # A first term that still lies ahead.
    (("2027-03-01", 24, 2, "months"), "2026-11-26", "2028-12-31", "2029-02-28"),
]  # fmt: skip


@pytest.mark.parametrize(("agreed", "on", "by", "ends_on"), CASES)
def test_notice_is_given_in_time_and_the_term_ends(
    agreed: tuple[str, int, int, str], on: str, by: str, ends_on: str
) -> None:
    starts_on, months, count, unit = agreed

    found = next_cancellation(Terms(date.fromisoformat(starts_on), months, count, unit), date.fromisoformat(on))

    assert found == Cancellation(date.fromisoformat(by), date.fromisoformat(ends_on))


def test_without_terms_there_is_no_date_to_wait_for() -> None:
    assert next_cancellation(None, date(2026, 11, 26)) is None


def test_joined_before_the_first_term_one_can_leave_at_its_beginning() -> None:
    joined_before = Terms(date(2027, 7, 1), 12, 1, "months", since_on=date(2020, 5, 4))

    assert next_cancellation(joined_before, date(2026, 11, 26)) == Cancellation(date(2027, 5, 31), date(2027, 6, 30))
    joined_then = Terms(date(2027, 7, 1), 12, 1, "months", since_on=date(2027, 7, 1))
    assert next_cancellation(joined_then, date(2026, 11, 26)) == Cancellation(date(2028, 5, 31), date(2028, 6, 30))


@given(some_terms(), DAYS)
def test_the_next_chance_lies_ahead_and_ends_with_a_term(terms: Terms, on: date) -> None:
    found = next_cancellation(terms, on)

    assert found is not None
    assert on <= found.give_notice_by <= found.ends_on
    next_begins = found.ends_on + timedelta(days=1)
    assert found.give_notice_by == last_day_of_notice(next_begins, terms.notice_count, terms.notice_unit)
    months = (next_begins.year - terms.starts_on.year) * 12 + next_begins.month - terms.starts_on.month
    assert months % terms.months == 0
    assert add_months(terms.starts_on, months) == next_begins


@given(some_terms(), DAYS, st.integers(0, 800))
def test_a_later_day_never_has_an_earlier_chance(terms: Terms, on: date, days: int) -> None:
    sooner, later = next_cancellation(terms, on), next_cancellation(terms, on + timedelta(days=days))

    assert sooner is not None
    assert later is not None
    assert (sooner.give_notice_by, sooner.ends_on) <= (later.give_notice_by, later.ends_on)


@given(some_terms(), DAYS)
def test_no_term_is_skipped(terms: Terms, on: date) -> None:
    """Whatever term ends after `on` and was not found has a last day that is over."""
    found = next_cancellation(terms, on)

    assert found is not None
    first = 0 if terms.since_on and terms.since_on < terms.starts_on else 1
    number = first
    while (begins_on := add_months(terms.starts_on, number * terms.months)) <= found.ends_on:
        assert last_day_of_notice(begins_on, terms.notice_count, terms.notice_unit) < on
        number += 1
    chances = list(islice(cancellations(terms, on), 4))
    for one, other in pairwise(chances):
        assert add_months(terms.starts_on, number * terms.months) == one.ends_on + timedelta(days=1)
        assert one.ends_on < other.ends_on
        number += 1


def test_at_the_end_of_the_calendar_there_is_no_chance_left() -> None:
    assert next_cancellation(Terms(date(9990, 1, 1), 1200), date(9991, 1, 1)) is None
    assert last_day_of_notice(date(1, 1, 5), 9, "weeks") == date.min
    assert earliest_end(date(9999, 12, 1), 9, "weeks") == date.max


def test_terms_that_cannot_be_are_refused() -> None:
    with pytest.raises(ValueError, match="month or more"):
        Terms(date(2026, 1, 1), 0)
    with pytest.raises(ValueError, match="No notice"):
        Terms(date(2026, 1, 1), 12, 3, "years")


@pytest.mark.parametrize(
    ("on", "count", "unit", "end"),
    [
        (date(2026, 1, 31), 1, "months", date(2026, 2, 28)),
        (date(2026, 11, 26), 2, "weeks", date(2026, 12, 10)),
        (date(2026, 11, 26), 0, "months", date(2026, 11, 26)),
    ],
)
def test_without_terms_notice_alone_says_when_it_ends(on: date, count: int, unit: str, end: date) -> None:
    assert earliest_end(on, count, unit) == end


def test_one_is_reminded_six_and_two_weeks_ahead_until_the_last_day() -> None:
    by = date(2027, 9, 30)

    assert reminders_for(by) == (date(2027, 8, 19), date(2027, 9, 16))
    told = {day: is_reminder_due(by, day) for day in (date(2027, 8, 18), date(2027, 8, 19), by, date(2027, 10, 1))}
    assert list(told.values()) == [False, True, True, False]
    assert [weeks_ahead(by, day) for day in (date(2027, 8, 18), date(2027, 9, 15), date(2027, 9, 16))] == [None, 6, 2]


@given(DAYS, DAYS)
def test_reminders_come_before_the_last_day(give_notice_by: date, on: date) -> None:
    days = reminders_for(give_notice_by)

    assert list(days) == sorted(days)
    assert all(day < give_notice_by for day in days)
    assert is_reminder_due(give_notice_by, on) == (days[0] <= on <= give_notice_by)
    assert len(days) == len(REMINDED_WEEKS)


def test_terms_that_come_round_every_month_are_not_reminded_of() -> None:
    assert [is_reminded(Terms(date(2026, 1, 1), months)) for months in (1, 2, 3, 12)] == [False, False, True, True]
