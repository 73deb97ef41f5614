"""All goals with what fits in a card, in four queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Case, Count, When

from accounts.models import User
from contacts.queries.nameable import not_in_bin
from goals.labels import ROLES
from goals.models import Goal, NextStep, Role
from goals.queries.progress import Progress, progress_of

ORDER_OF_STATUS = (Goal.Status.ACTIVE, Goal.Status.PAUSED, Goal.Status.REACHED, Goal.Status.LET_GO)
OVER = (Goal.Status.REACHED, Goal.Status.LET_GO)


@dataclass(frozen=True, slots=True)
class FilledRole:
    """A kind of role with how many people play it."""

    kind: str
    label: str
    icon: str
    count: int


@dataclass(frozen=True, slots=True)
class GoalRow:
    """A goal with how far it has come, who is there, and what comes next."""

    goal: Goal
    progress: Progress | None
    roles: Sequence[FilledRole]
    next_step: NextStep | None
    open_steps: int

    @property
    def filled(self) -> int:
        """How many kinds of role have somebody."""
        return sum(bool(role.count) for role in self.roles)

    @property
    def more_steps(self) -> int:
        """How many open steps there are behind the next one."""
        return max(self.open_steps - 1, 0)

    @property
    def is_over(self) -> bool:
        """Whether nobody works on it any more."""
        return self.goal.status in OVER


def goal_rows(*, owner: User) -> list[GoalRow]:
    """Return the goals: leading, active, then the others."""
    order = Case(*(When(status=status, then=place) for place, status in enumerate(ORDER_OF_STATUS)))
    goals = list(Goal.objects.for_user(owner).order_by("-is_leading", order, "created_at"))
    progress, roles, steps = progress_of(owner, goals), _roles(owner), _open_steps(owner)
    return [
        GoalRow(
            goal=goal,
            progress=progress.get(goal.pk),
            roles=_filled(roles[goal.pk]),
            next_step=next(iter(steps[goal.pk]), None),
            open_steps=len(steps[goal.pk]),
        )
        for goal in goals
    ]


def _roles(owner: User) -> dict[UUID, dict[str, int]]:
    found: dict[UUID, dict[str, int]] = defaultdict(dict)
    roles = Role.objects.for_user(owner).filter(not_in_bin(owner, "contact"))
    for goal_id, kind, count in roles.values_list("goal_id", "kind").annotate(count=Count("pk")).order_by():
        found[goal_id][kind] = count
    return found


def _filled(counts: dict[str, int]) -> list[FilledRole]:
    return [FilledRole(kind.value, str(kind.label), ROLES[kind].icon, counts.get(kind.value, 0)) for kind in Role.Kind]


def _open_steps(owner: User) -> dict[UUID, list[NextStep]]:
    found: dict[UUID, list[NextStep]] = defaultdict(list)
    steps = NextStep.objects.for_user(owner).open().filter(not_in_bin(owner, "contact")).select_related("contact")
    for step in steps.order_by("due_on", "id"):
        found[step.goal_id].append(step)
    return found
