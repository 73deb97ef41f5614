"""When a membership is looked at again: once a year, and asked about until it is answered."""

from __future__ import annotations

from datetime import date

from contacts.rules.cadence import add_months

MONTHS_BETWEEN = 12


def review_due_on(since_on: date | None, reviewed_on: date | None) -> date | None:
    """Return when the yearly question comes: a year after the last answer, or else after joining.

    A year after 29 February is 28 February. Without either day it never comes.
    """
    last = reviewed_on or since_on
    return None if last is None else add_months(last, MONTHS_BETWEEN)


def is_review_due(since_on: date | None, reviewed_on: date | None, on: date) -> bool:
    """Whether the question has come, and waits for its answer."""
    due = review_due_on(since_on, reviewed_on)
    return due is not None and due <= on
