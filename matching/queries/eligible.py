"""Who may be proposed for a role of a goal, told by those who may not (as `contacts.queries.nameable` says why)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Model, Q, QuerySet

from accounts.models import User
from contacts.models import Contact, ContactQuerySet
from contacts.models.querysets import has_good_marks, silent_condition, suggestible_condition
from contacts.rules.states import quiet_before
from goals.models import Goal, Role
from matching.models import DeclinedProposal

M = TypeVar("M", bound=Model)


@dataclass(frozen=True, slots=True)
class Eligible:
    """Those whom product rule 2 lets be suggested, without who has the role already or was turned down for it."""

    owner: User
    condition: Q
    settled: tuple[QuerySet[Any, Any], ...]
    left_out: Collection[UUID]

    @property
    def people(self) -> ContactQuerySet:
        """Those whom rule 2 lets be suggested, whatever they are for the goal."""
        return Contact.objects.for_user(self.owner).filter(self.condition)

    def among(self, rows: QuerySet[M], link: str = "contact_id") -> QuerySet[M]:
        """Return those rows whose link leads to somebody eligible.

        Each condition is a list that is read once, whatever the planner knows.
        """
        withheld = Contact.objects.for_user(self.owner).exclude(self.condition)
        rows = rows.exclude(**{f"{link}__in": withheld.values("pk")}).exclude(**{f"{link}__in": list(self.left_out)})
        for each in self.settled:
            rows = rows.exclude(**{f"{link}__in": each.values("contact_id")})
        return rows


def eligible_for(
    owner: User,
    goal: Goal,
    kind: str,
    *,
    today: date,
    is_silent: bool | None = None,
    leave_out: Collection[UUID] = (),
) -> Eligible:
    """Return who may be proposed for a role; `is_silent` asks for quiet and dormant ties alone, or for all others.

    Who was turned down for reviving whatever for is not proposed for it for a goal either.
    """
    condition, silent = suggestible_condition(today), silent_condition(quiet_before(today))
    declined = DeclinedProposal.objects.for_user(owner).filter(kind=kind)
    settled = [Role.objects.for_user(owner).filter(goal=goal, kind=kind), declined.filter(goal=goal)]
    if kind == Role.Kind.WORTH_REVIVING:
        condition &= silent & has_good_marks()
        settled.append(declined.filter(goal=None))
    if is_silent is not None:
        condition &= silent if is_silent else ~silent
    return Eligible(owner, condition, tuple(settled), tuple(leave_out))


def anybody(owner: User, *, today: date) -> Eligible:
    """Return whom product rule 2 lets be named, whatever they are for a goal."""
    return Eligible(owner, suggestible_condition(today), (), ())
