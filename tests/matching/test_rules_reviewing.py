"""When a review comes, how it is put off, and when the mail tells of it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contacts.rules.cadence import add_months
from matching.rules.reviewing import (
    PUT_OFFS,
    TOLD_AGAIN_AFTER,
    is_told_between,
    looks_back_to,
    plan_ends_on,
    put_off_until,
    review_due_on,
    told_on,
)

DAYS = st.dates(min_value=date(2000, 1, 1), max_value=date(2100, 1, 1))


@pytest.mark.parametrize(
    ("last", "first_goal", "put_off", "due"),
    [
        (None, None, None, None),
        (None, None, date(2026, 5, 1), None),
        (None, date(2026, 1, 15), None, date(2026, 4, 15)),
        (date(2026, 3, 16), date(2020, 1, 1), None, date(2026, 6, 16)),
        # Ends of months and leap days.
        (date(2025, 11, 30), None, None, date(2026, 2, 28)),
        (date(2023, 11, 30), None, None, date(2024, 2, 29)),
        (date(2024, 2, 29), None, None, date(2024, 5, 29)),
        (date(2026, 3, 31), None, None, date(2026, 6, 30)),
        # Put off: only ever later.
        (date(2026, 3, 16), None, date(2026, 6, 30), date(2026, 6, 30)),
        (date(2026, 3, 16), None, date(2026, 5, 1), date(2026, 6, 16)),
        (date(9999, 12, 1), None, None, date.max),
    ],
)
def test_a_review_comes_a_quarter_after_the_last_one(
    last: date | None, first_goal: date | None, put_off: date | None, due: date | None
) -> None:
    assert review_due_on(last, first_goal, put_off) == due


@given(last=DAYS, today=DAYS, span=st.sampled_from(sorted(PUT_OFFS)))
def test_a_review_that_is_done_is_due_in_a_quarter_whatever_was_put_off_before(
    last: date, today: date, span: str
) -> None:
    day = max(last, today)
    assert review_due_on(day, None, put_off_until(min(last, today), span)) == add_months(day, 3)


@given(last=DAYS, put_off=st.none() | DAYS)
def test_putting_off_never_brings_it_forward(last: date, put_off: date | None) -> None:
    due = review_due_on(last, None, put_off)
    assert due is not None
    assert due >= add_months(last, 3) > last


@pytest.mark.parametrize(
    ("span", "until"), [("2w", date(2026, 2, 14)), ("1m", date(2026, 2, 28)), ("3m", date(2026, 4, 30))]
)
def test_it_is_put_off_by_weeks_and_months(span: str, until: date) -> None:
    assert put_off_until(date(2026, 1, 31), span) == until


def test_an_unknown_span_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        put_off_until(date(2026, 1, 31), "never")


@given(due=DAYS, first=DAYS, lengths=st.lists(st.integers(min_value=1, max_value=9), min_size=12, max_size=40))
def test_mails_that_follow_each_other_tell_of_it_twice_at_most(due: date, first: date, lengths: list[int]) -> None:
    told, day = [], first
    for length in lengths:
        last = day + timedelta(days=length - 1)
        told.append(is_told_between(due, day, last))
        day = last + timedelta(days=1)
    assert sum(told) == sum(first <= each < day for each in told_on(due)) <= 2


def test_the_second_time_is_two_weeks_later() -> None:
    assert told_on(date(2026, 6, 16)) == (date(2026, 6, 16), date(2026, 6, 30))
    assert told_on(date.max) == (date.max,)
    assert timedelta(weeks=2) == TOLD_AGAIN_AFTER


@pytest.mark.parametrize(
    ("first", "last", "is_told"),
    [
        (date(2026, 6, 15), date(2026, 6, 15), False),
        (date(2026, 6, 15), date(2026, 6, 21), True),
        (date(2026, 6, 17), date(2026, 6, 29), False),
        (date(2026, 6, 29), date(2026, 7, 5), True),
        (date(2026, 7, 1), date(2027, 7, 5), False),
        (date.min, date(2027, 7, 5), True),
    ],
)
def test_a_mail_tells_of_it_when_it_covers_one_of_the_two_days(first: date, last: date, is_told: bool) -> None:
    assert is_told_between(date(2026, 6, 16), first, last) is is_told


def test_a_review_looks_back_to_the_last_one_or_a_quarter() -> None:
    assert looks_back_to(date(2025, 1, 2), date(2026, 3, 16)) == date(2025, 1, 2)
    assert looks_back_to(None, date(2026, 5, 31)) == date(2026, 2, 28)


@given(today=DAYS)
def test_the_plan_covers_ninety_days(today: date) -> None:
    assert plan_ends_on(today) - today == timedelta(days=90)
