"""Whom a query string means: what the list shows, what a saved view holds, what a bulk change is about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_

from django.db.models import Q

from accounts.models import User
from contacts.filters import Asking, Filter, all_filters
from contacts.models import Contact, ContactQuerySet
from contacts.rules.conditions import Condition, Query, read_query
from contacts.rules.states import State

# Parameters of the list's address that are not about whom it shows.
OTHER_PARAMETERS = frozenset({"after", "view", "add", "join", "is", "value"})
NOBODY = Q(pk__in=[])


@dataclass(frozen=True, slots=True)
class Understood:
    """A condition with the filter that it is about, and its value in the reader's words."""

    condition: Condition
    filter: Filter
    value: str
    # None: what it is about does not exist any more.
    words: str | None

    @property
    def is_gone(self) -> bool:
        """Whether it is about something that was deleted, or never was the user's: then it fits nobody."""
        return self.words is None

    def q(self, asking: Asking) -> Q:
        """Return what holds; of something that is gone neither it nor its opposite holds."""
        if self.is_gone:
            return NOBODY
        fits = self.filter.fits(self.value, asking)
        return ~fits if self.condition.is_negated else fits


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a query string means for a user on a day."""

    query: Query
    conditions: tuple[Understood, ...]
    # Parts that make no sense; the list leaves them out and says so.
    not_understood: tuple[Condition, ...]
    people: ContactQuerySet

    @property
    def is_clear(self) -> bool:
        """Whether everything was understood and exists: only then may a change be about all of these people."""
        has_gone = any(each.is_gone for each in self.conditions)
        return not (self.not_understood or has_gone or self.query.is_cut)


def understand(*, user: User, query: str, today: date) -> Meaning:
    """Return what a query string means; asks one query for each filter in use whose choices are rows."""
    asking = Asking(user, today)
    wanted = read_query(query, ignored=OTHER_PARAMETERS)
    conditions, not_understood = _sort_out(wanted.conditions, asking)
    found = Contact.objects.for_user(user)
    found = found.present() if _asks_for_archive(conditions) else found.active()
    found = found.filter(_joined(conditions, asking))
    if wanted.text:
        found = found.matching(wanted.text)
    return Meaning(wanted, tuple(conditions), tuple(not_understood), found)


def _sort_out(conditions: Sequence[Condition], asking: Asking) -> tuple[list[Understood], list[Condition]]:
    filters, names = all_filters(), dict[str, dict[str, str]]()
    understood, not_understood = list[Understood](), list[Condition]()
    for condition in conditions:
        about = filters.get(condition.key)
        value = about.read(condition.value) if about else None
        if about is None or value is None:
            not_understood.append(condition)
            continue
        if about.key not in names:
            names[about.key] = dict(about.choices(asking)) if about.is_named_by_choices else {}
        understood.append(Understood(condition, about, value, about.words(value, names[about.key])))
    return understood, not_understood


def _joined(conditions: Sequence[Understood], asking: Asking) -> Q:
    """Join what all must hold, and on top of it the alternatives of which one must."""
    must = [each.q(asking) for each in conditions if not each.condition.is_alternative]
    one_of = [each.q(asking) for each in conditions if each.condition.is_alternative]
    return Q(*must) & (reduce(or_, one_of) if one_of else Q())


def _asks_for_archive(conditions: Sequence[Understood]) -> bool:
    return any(
        each.filter.key == "state" and each.value == State.ARCHIVED and not each.condition.is_negated
        for each in conditions
    )
