"""When one looks back: every quarter, put off where it does not suit, and told of twice at most."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from contacts.rules.cadence import Cadence, add_cadence, add_months

MONTHS_BETWEEN = 3
# The plan that a review ends with covers so many days.
PLAN_LENGTH = timedelta(days=90)
TOLD_AGAIN_AFTER = timedelta(weeks=2)
# How long it can be put off, by the code that pages carry; three months are the next quarter.
PUT_OFFS: Mapping[str, Cadence] = {"2w": Cadence(2, "week"), "1m": Cadence(1, "month"), "3m": Cadence(3, "month")}


def review_due_on(last_on: date | None, first_goal_on: date | None, put_off_until: date | None = None) -> date | None:
    """Return when the next review comes: a quarter after the last one, or else after the first goal was set.

    Putting it off only ever moves it back, never forward. Without a review and without a goal it never comes.
    """
    began_on = last_on or first_goal_on
    if began_on is None:
        return None
    due = add_months(began_on, MONTHS_BETWEEN)
    return max(due, put_off_until) if put_off_until else due


def put_off_until(today: date, span: str) -> date:
    """Return until when a review is put off from today; an unknown span raises KeyError."""
    return add_cadence(today, PUT_OFFS[span])


def told_on(due: date) -> tuple[date, ...]:
    """Return the days on which the mail speaks of a review: when it falls due, and once more two weeks later."""
    return (due, due + TOLD_AGAIN_AFTER) if due <= date.max - TOLD_AGAIN_AFTER else (due,)


def is_told_between(due: date, first: date, last: date) -> bool:
    """Whether a mail that covers these days, both included, speaks of a review that is due on `due`."""
    return any(first <= day <= last for day in told_on(due))


def looks_back_to(last_on: date | None, today: date) -> date:
    """Return the day from which on a review tells what happened: that of the last one, or else a quarter ago."""
    return last_on or add_months(today, -MONTHS_BETWEEN)


def plan_ends_on(today: date) -> date:
    """Return the last day of the plan that is made today."""
    return today + PLAN_LENGTH
