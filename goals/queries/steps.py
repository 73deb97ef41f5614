"""The next steps of one goal."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, F
from django.db.models.functions import Coalesce

from contacts.queries.nameable import not_in_bin
from goals.models import Goal, NextStep
from goals.models.roles import NextStepQuerySet

SHOWN_ENDED = 10


@dataclass(frozen=True, slots=True)
class StepsOfGoal:
    """The open ones by their day; of those done and dropped the newest, and how many there are of each."""

    open: list[NextStep]
    ended: list[NextStep]
    done: int
    dropped: int


def open_steps_of(goal: Goal) -> list[NextStep]:
    """Return the open steps by their day; one query."""
    return list(_steps(goal).open().select_related("contact").order_by("due_on", "id"))


def steps_of(goal: Goal) -> StepsOfGoal:
    """Return the steps of a goal; three queries."""
    steps = _steps(goal)
    ended = steps.annotate(ended_at=Coalesce("done_at", "dropped_at")).filter(ended_at__isnull=False)
    counts = steps.aggregate(done=Count("done_at"), dropped=Count("dropped_at"))
    newest = ended.select_related("contact").order_by(F("ended_at").desc(), "-id")[:SHOWN_ENDED]
    return StepsOfGoal(open_steps_of(goal), list(newest), counts["done"], counts["dropped"])


def _steps(goal: Goal) -> NextStepQuerySet:
    return NextStep.objects.for_user(goal.owner).filter(not_in_bin(goal.owner, "contact"), goal=goal)
