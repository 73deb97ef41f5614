"""What people are for a goal, and what the user means to do with them next."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from contacts.models import Contact
from goals.models import Goal, NextStep, Role


def give_role(*, goal: Goal, contact: Contact, kind: str) -> Role:
    """Return the role of a contact for a goal, given once however often it is asked for."""
    role, _made = Role.objects.get_or_create(owner=goal.owner, goal=goal, contact=contact, kind=Role.Kind(kind))
    return role


def take_role(*, role: Role) -> None:
    """Take a role away; `give_role` with the same goal, contact and kind brings it back."""
    role.delete()


@transaction.atomic
def plan_next_step(*, goal: Goal, contact: Contact, text: str, due_on: date) -> NextStep:
    """Return the next step; the same one, still open, is not planned twice."""
    # Two clicks at once meet at the goal.
    Goal.objects.for_user(goal.owner).select_for_update().get(pk=goal.pk)
    open_steps = NextStep.objects.for_user(goal.owner).open()
    same = open_steps.filter(goal=goal, contact=contact, text=text, due_on=due_on).first()
    return same or NextStep.objects.create(owner=goal.owner, goal=goal, contact=contact, text=text, due_on=due_on)


def finish_next_step(*, step: NextStep, now: datetime) -> NextStep:
    """Call a step done; the first time counts."""
    if step.done_at is None:
        step.done_at = now
        step.save(update_fields=["done_at"])
    return step


def reopen_next_step(*, step: NextStep) -> NextStep:
    """Take back that a step is done."""
    step.done_at = None
    step.save(update_fields=["done_at"])
    return step
