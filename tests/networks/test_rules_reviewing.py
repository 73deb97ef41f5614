"""When the yearly question comes."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from networks.rules.reviewing import is_review_due, review_due_on


@pytest.mark.parametrize(
    ("since_on", "reviewed_on", "due"),
    [
        (date(2025, 5, 14), None, date(2026, 5, 14)),
        (date(2024, 2, 29), None, date(2025, 2, 28)),
        (date(2020, 5, 14), date(2026, 3, 1), date(2027, 3, 1)),
        (None, date(2026, 3, 1), date(2027, 3, 1)),
        (None, None, None),
    ],
)
def test_the_question_comes_a_year_after_the_last_answer_or_joining(
    since_on: date | None, reviewed_on: date | None, due: date | None
) -> None:
    assert review_due_on(since_on, reviewed_on) == due


@given(st.dates(date(1950, 1, 1), date(2150, 1, 1)), st.dates(date(1950, 1, 1), date(2150, 1, 1)))
def test_it_is_asked_from_that_day_until_it_is_answered(since_on: date, on: date) -> None:
    due = review_due_on(since_on, None)

    assert due is not None
    assert is_review_due(since_on, None, on) == (on >= due)
    assert not is_review_due(since_on, on, on)


def test_nothing_is_asked_about_a_membership_without_a_day() -> None:
    assert not is_review_due(None, None, date(2026, 1, 1))
