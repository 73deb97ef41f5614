"""Gaps filled: somebody gets a role, or is noted for a competence or question and so has a role, too."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from contacts.models import Contact
from goals.models import Competence, Goal, Question, Role
from goals.services import give_role, lock_goal
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
    already: without one nothing else would know of them. Who is in the bin meanwhile is left out, and so is everybody
    where the goal no longer needs it.
    """
    ids = [contact.pk for contact in contacts]
    people = Contact.objects.for_user(goal.owner).present().order_by("pk").select_for_update(no_key=True)
    contacts = list(people.filter(pk__in=ids))
    for contact in contacts:
        contact.owner = goal.owner
    lock_goal(goal)
    if not need.kind and line_of(goal, need) is None:
        return Filled()
    return Filled(_give_roles(goal, need, contacts), _note_holders(goal, need, contacts))


@transaction.atomic
def take_back(*, goal: Goal, roles: Iterable[UUID], holders: Iterable[UUID]) -> None:
    """Take back what `fill_need` noted: those of these roles and holders that belong to the goal."""
    Role.objects.for_user(goal.owner).filter(goal=goal, pk__in=list(roles)).delete()
    Holder.objects.for_user(goal.owner).filter(goal=goal, pk__in=list(holders)).delete()


def line_of(goal: Goal, need: Need) -> Competence | Question | None:
    """Return the row of a need that is a competence or question of the goal, as long as it is there."""
    model: type[Competence] | type[Question] = Competence if need.sort is NeedSort.COMPETENCE else Question
    return model._default_manager.filter(owner=goal.owner, goal=goal, pk=need.key).first()


@transaction.atomic
def note_again(*, goal: Goal, need: Need, contact: Contact) -> Holder | None:
    """Note somebody again who was removed from a need a moment ago; nothing where the goal no longer needs it."""
    lock_goal(goal)
    line = line_of(goal, need)
    return note_for_line(contact=contact, line=line) if line else None


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
    line = None if need.kind else line_of(goal, need)
    if line is None:
        return ()
    rows = Holder.objects.for_user(goal.owner).filter(**{need.sort.value: line, "contact__in": contacts})
    had = set(rows.values_list("contact_id", flat=True))
    return tuple(note_for_line(contact=one, line=line) for one in contacts if one.pk not in had)
