"""What to offer somebody first, and when to take the next step: suggestions that the user can change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import TypeVar
from uuid import UUID

from contacts.rules.favours import Topic, match_favours

T = TypeVar("T")

# So many first steps fall into one week: more would be a burden, not a plan.
A_WEEK = 3


def fitting_offer(person: UUID, seeks: Sequence[str], offers: Mapping[UUID, str]) -> UUID | None:
    """Return which of the offers somebody could use most, or nothing where they seek nothing that is offered."""
    wanted = [Topic(person, text) for text in seeks]
    given = [Topic(pk, text) for pk, text in offers.items()]
    if not wanted or not given:
        return None
    found = match_favours(wanted, given, is_settled=lambda _seeker, _helper, _words: False, limit=1)
    return found[0].helper_id if found else None


def offer_in_turn(person: UUID, offers: Sequence[T]) -> T | None:
    """Return one of the offers: always the same for one person, another for the next; nothing without offers."""
    return offers[person.int % len(offers)] if offers else None


def first_step_on(today: date, place: int) -> date:
    """Return a day for the first step with the person at this place, from 0: three in a week, from next week on."""
    return today + timedelta(weeks=1 + place // A_WEEK)
