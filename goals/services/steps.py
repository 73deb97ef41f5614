"""What the user means to do next with somebody for a goal: planned, done, moved, dropped, opened again."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from contacts.models import Contact
from goals.models import Goal, NextStep
from goals.models.roles import NextStepQuerySet
from goals.services.locking import lock_goal


@transaction.atomic
def plan_next_step(*, goal: Goal, contact: Contact, text: str, due_on: date) -> NextStep:
    """Return the next step; the same one, still open, is not planned twice."""
    lock_goal(goal)
    open_steps = NextStep.objects.for_user(goal.owner).open()
    same = open_steps.filter(goal=goal, contact=contact, text=text, due_on=due_on).first()
    return same or NextStep.objects.create(owner=goal.owner, goal=goal, contact=contact, text=text, due_on=due_on)


def finish_next_step(*, step: NextStep, now: datetime) -> NextStep:
    """Call a step done, also one that was dropped; the first time counts."""
    _row(step).filter(done_at=None).update(done_at=now, dropped_at=None)
    return _as_it_is(step)


def drop_next_step(*, step: NextStep, now: datetime) -> NextStep:
    """Drop a step that is open: it is no longer meant to be done. The first time counts."""
    _row(step).open().update(dropped_at=now)
    return _as_it_is(step)


def move_next_step(*, step: NextStep, due_on: date) -> NextStep:
    """Give a step that is open another day."""
    _row(step).open().update(due_on=due_on)
    return _as_it_is(step)


def reopen_next_step(*, step: NextStep) -> NextStep:
    """Take back that a step is done or dropped."""
    _row(step).update(done_at=None, dropped_at=None)
    return _as_it_is(step)


def _row(step: NextStep) -> NextStepQuerySet:
    return NextStep.objects.filter(owner_id=step.owner_id, pk=step.pk)


def _as_it_is(step: NextStep) -> NextStep:
    """Return the step as it is now; one that is gone since it was fetched (thanks taken back) stays as it was."""
    now = _row(step).first()
    if now is not None:
        step.due_on, step.done_at, step.dropped_at = now.due_on, now.done_at, now.dropped_at
    return step
