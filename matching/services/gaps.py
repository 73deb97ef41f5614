"""Gaps filled: somebody gets a role, or is noted for a competence or question and so has a role, too."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from contacts.models import Contact
from goals.models import Competence, Goal, Question, Role
from goals.services import give_role
from matching.models import Holder
from matching.rules.gaps import Need, NeedSort
from matching.services.holders import note_holder


@dataclass(frozen=True, slots=True)
class Filled:
    """What was not there before: the roles and holders, so that it can be taken back."""

    roles: tuple[Role, ...] = ()
    holders: tuple[Holder, ...] = ()


@transaction.atomic
def fill_need(*, goal: Goal, need: Need, contacts: Sequence[Contact]) -> Filled:
    """Note people for what a goal needs, and return what is new.

    Whoever has a competence or could answer a question becomes an expert of the goal, unless they have a role there
    already: without one nothing else would know of them.
    """
    # Two clicks at once meet at the goal.
    Goal.objects.for_user(goal.owner).select_for_update().get(pk=goal.pk)
    return Filled(_give_roles(goal, need, contacts), _note_holders(goal, need, contacts))


@transaction.atomic
def take_back(*, goal: Goal, roles: Iterable[UUID], holders: Iterable[UUID]) -> None:
    """Take back what `fill_need` noted: those of these roles and holders that belong to the goal."""
    Role.objects.for_user(goal.owner).filter(goal=goal, pk__in=list(roles)).delete()
    Holder.objects.for_user(goal.owner).filter(goal=goal, pk__in=list(holders)).delete()


def line_of(goal: Goal, need: Need) -> Competence | Question:
    """Return the row of a need that is a competence or question of the goal."""
    model: type[Competence] | type[Question] = Competence if need.sort is NeedSort.COMPETENCE else Question
    return model.objects.for_user(goal.owner).get(goal=goal, pk=need.key)


def note_for_line(*, contact: Contact, line: Competence | Question) -> Holder:
    """Note that somebody has a competence, or could answer a question."""
    if isinstance(line, Competence):
        return note_holder(contact=contact, competence=line)
    return note_holder(contact=contact, question=line)


def _give_roles(goal: Goal, need: Need, contacts: Sequence[Contact]) -> tuple[Role, ...]:
    roles = Role.objects.for_user(goal.owner).filter(goal=goal, contact__in=contacts)
    if need.kind:
        roles = roles.filter(kind=need.kind)
    had = set(roles.values_list("contact_id", flat=True))
    kind = need.kind or Role.Kind.EXPERT
    return tuple(give_role(goal=goal, contact=one, kind=kind) for one in contacts if one.pk not in had)


def _note_holders(goal: Goal, need: Need, contacts: Sequence[Contact]) -> tuple[Holder, ...]:
    if need.kind:
        return ()
    line = line_of(goal, need)
    rows = Holder.objects.for_user(goal.owner).filter(**{need.sort.value: line, "contact__in": contacts})
    had = set(rows.values_list("contact_id", flat=True))
    return tuple(note_for_line(contact=one, line=line) for one in contacts if one.pk not in had)
