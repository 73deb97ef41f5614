"""Everything that a goal needs, with the people who are there for it; a fixed number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, F, QuerySet, Window
from django.db.models.functions import RowNumber

from accounts.models import User
from contacts.models import Contact
from contacts.queries.nameable import not_in_bin
from contacts.rules.states import State
from goals.models import Competence, Goal, Question, Role
from matching.models import Holder
from matching.queries.gaps import line_need, lines_of, role_need
from matching.rules.gaps import Need, NeedSort, Standing, is_gap, standing_of

# So many people of one need are looked at; the list of contacts has the others.
MOST_PEOPLE = 60
MOST_HELPERS = 60


@dataclass(frozen=True, slots=True)
class There:
    """Somebody who is there for a need; `holder` is the row that says so of a competence or question."""

    contact: Contact
    state: State
    holder: Holder | None = None


@dataclass(frozen=True, slots=True)
class NeedRow:
    """A need with its people by name, of whom there are `total`, and whether one can count on anybody."""

    need: Need
    people: tuple[There, ...] = ()
    total: int = 0

    @property
    def standing(self) -> Standing:
        """Whether anybody is there; never *only quiet* as long as somebody was not looked at."""
        found = standing_of((one.state, one.contact.ended_in_conflict) for one in self.people)
        return Standing.THERE if self.total > len(self.people) else found

    @property
    def is_gap(self) -> bool:
        """Whether the goal cannot do without, and nobody is there."""
        return is_gap(self.need, self.standing)


def need_rows(owner: User, goal: Goal, *, today: date) -> list[NeedRow]:
    """Return all that a goal needs: the roles, then its competences and questions; four queries."""
    found: dict[tuple[NeedSort, str], list[Any]] = defaultdict(list)
    for row in _people(owner, Role.objects.for_user(owner).filter(goal=goal), "kind"):
        found[NeedSort.ROLE, row.kind].append(row)
    for row in _people(owner, Holder.objects.for_user(owner).filter(goal=goal), "competence_id", "question_id"):
        sort = NeedSort.COMPETENCE if row.competence_id else NeedSort.QUESTION
        found[sort, str(row.competence_id or row.question_id)].append(row)
    lines = [*lines_of(owner, Competence, [goal.pk]), *lines_of(owner, Question, [goal.pk])]
    needs = [*map(role_need, Role.Kind), *map(line_need, lines)]
    return [_row(need, found[need.sort, need.key], today) for need in needs]


def need_row(owner: User, goal: Goal, need: Need, *, today: date) -> NeedRow:
    """Return one need with its people; one query."""
    if need.sort is NeedSort.ROLE:
        roles = Role.objects.for_user(owner).filter(goal=goal, kind=need.key)
        return _row(need, _people(owner, roles, "kind"), today)
    holders = Holder.objects.for_user(owner).filter(**{"goal": goal, need.sort.value: need.key})
    return _row(need, _people(owner, holders, "competence_id", "question_id"), today)


def helpers_of(owner: User, goal: Goal, *, today: date, but: Iterable[UUID] = ()) -> list[Contact]:
    """Return who has a role for a goal and may be suggested (product rule 2), by name, but for some; one query."""
    roles = Role.objects.for_user(owner).filter(goal=goal).order_by().values("contact_id")
    people = Contact.objects.for_user(owner).suggestible(on=today).filter(pk__any_of=roles).exclude(pk__in=list(but))
    return list(people.defer("note").by_name()[:MOST_HELPERS])


def _people(owner: User, rows: QuerySet[Any], *parts: str) -> Iterable[Any]:
    """Return the rows with their contacts by name, so many for each part, each with the count of its part."""
    partition = [F(part) for part in parts]
    order = [F("contact__folded_name").asc(), F("contact_id").asc()]
    found: QuerySet[Any] = (
        rows.filter(not_in_bin(owner, "contact"))
        .annotate(
            place=Window(RowNumber(), partition_by=partition, order_by=order),
            total=Window(Count("pk"), partition_by=partition),
        )
        .filter(place__lte=MOST_PEOPLE)
        .select_related("contact")
        .defer("contact__note")
        .order_by("contact__folded_name", "contact_id")
    )
    return found


def _row(need: Need, rows: Iterable[Any], today: date) -> NeedRow:
    found = list(rows)
    people = (
        There(row.contact, row.contact.state_on(today), row if isinstance(row, Holder) else None) for row in found
    )
    return NeedRow(need, tuple(people), found[0].total if found else 0)
