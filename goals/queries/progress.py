"""How far goals have come, as last noted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from accounts.models import User
from goals.models import Goal, LogEntry


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a goal with a number has come; without an entry nothing has been noted yet."""

    number: int
    of: int
    unit: str
    entry: LogEntry | None


def progress_of(owner: User, goals: Sequence[Goal]) -> dict[UUID, Progress]:
    """Return by goal how far it has come, for those whose sign of success has a number above nought; one query."""
    counted = {goal.pk: goal for goal in goals if goal.success_number}
    entries = LogEntry.objects.for_user(owner).filter(goal_id__in=list(counted), kind=LogEntry.Kind.PROGRESS)
    newest = entries.order_by("goal_id", "-happened_on", "-id").distinct("goal_id")
    noted = {entry.goal_id: entry for entry in newest}
    return {pk: _progress(goal, noted.get(pk)) for pk, goal in counted.items()}


def _progress(goal: Goal, entry: LogEntry | None) -> Progress:
    number = entry.number or 0 if entry else 0
    return Progress(number=number, of=goal.success_number or 0, unit=goal.success_unit, entry=entry)
