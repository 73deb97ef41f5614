"""Everybody who has a reason to be written to, page by page: for whoever gets no mails."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from accounts.models import User
from reminders.services.proposals import MOST, propose_everybody
from today.people import PersonCard, person_card

A_PAGE = 20


@dataclass(frozen=True, slots=True)
class People:
    """One page of them; `previous` and `next` are the numbers of the pages beside it, or None."""

    people: list[PersonCard]
    total: int
    page: int

    @property
    def previous(self) -> int | None:
        """The page before."""
        return self.page - 1 if self.page > 1 else None

    @property
    def next(self) -> int | None:
        """The page behind."""
        return self.page + 1 if self.page * A_PAGE < self.total else None

    @property
    def is_cut(self) -> bool:
        """Whether there may be more than are told here."""
        return self.total >= MOST


def everybody_on(*, user: User, on: date, page: int) -> People:
    """Return a page of all who have a reason on a day; behind the last one, and before the first, that one."""
    page = min(max(page, 1), MOST // A_PAGE)
    found = propose_everybody(user=user, on=on, first=(page - 1) * A_PAGE, count=A_PAGE)
    if not found.people and page > 1:  # whoever was there has been written to meanwhile
        page = max(1, -(-found.total // A_PAGE))
        found = propose_everybody(user=user, on=on, first=(page - 1) * A_PAGE, count=A_PAGE)
    return People([person_card(one, on) for one in found.people], found.total, page)
