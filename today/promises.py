"""What the user promised and has not done yet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from accounts.models import User
from contacts.models import Contact, Exchange
from contacts.queries.exchanges import promises_on_today
from contacts.words.exchanges import progress_words, what_words
from netzwerk.core.companions import Companion, companions_of, exchange_companions

SHOWN = 4


@dataclass(frozen=True, slots=True)
class PromiseRow:
    """One open promise, in words."""

    exchange: Exchange
    contact: Contact | None
    what: str
    by: str
    is_late: bool
    beside: Sequence[Companion]


@dataclass(frozen=True, slots=True)
class Promises:
    """The most urgent ones, and whether there are more."""

    rows: list[PromiseRow]
    has_more: bool


def open_promises(*, user: User, on: date) -> Promises:
    """Return the promises that are open, in a fixed number of queries."""
    found = promises_on_today(user, limit=SHOWN + 1)
    shown = found[:SHOWN]
    beside = companions_of(exchange_companions, user, [promise.pk for promise in shown])
    return Promises([_row(promise, on, beside[promise.pk]) for promise in shown], has_more=len(found) > SHOWN)


def _row(promise: Exchange, on: date, beside: Sequence[Companion]) -> PromiseRow:
    return PromiseRow(
        exchange=promise,
        contact=promise.contact,
        what=what_words(promise),
        by=progress_words(promise) if promise.due_on else "",
        is_late=promise.due_on is not None and promise.due_on < on,
        beside=beside,
    )
