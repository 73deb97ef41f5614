"""Goals: made, changed, led with, paused, reached, let go."""

from __future__ import annotations

from dataclasses import asdict

from django.db import transaction

from accounts.models import User
from goals.models import Goal
from goals.services.details import GoalDetails


@transaction.atomic
def start_with_goal(*, user: User, first_name: str, details: GoalDetails) -> Goal:
    """Keep the first name and return the user's first goal; a start sent twice makes one."""
    # The lock makes the second of two clicks wait, and then find what the first one made.
    locked = User.objects.select_for_update().get(pk=user.pk)
    existing = Goal.objects.for_user(user).order_by("created_at").first()
    if existing:
        return existing
    locked.first_name = user.first_name = first_name
    locked.save(update_fields=["first_name"])
    return create_goal(owner=user, details=details)


@transaction.atomic
def create_goal(*, owner: User, details: GoalDetails) -> Goal:
    """Return a new active goal; it leads when no other does."""
    goals = _locked_goals(owner)
    return Goal.objects.create(
        owner=owner, is_leading=not any(goal.is_leading for goal in goals), **_columns_of(details)
    )


@transaction.atomic
def update_goal(*, goal: Goal, details: GoalDetails) -> Goal:
    """Replace what is said about a goal."""
    columns = _columns_of(details)
    for name, value in columns.items():
        setattr(goal, name, value)
    goal.save(update_fields=list(columns))
    return goal


@transaction.atomic
def lead_with(goal: Goal) -> Goal | None:
    """Let this goal lead, active again if it was not; return the one that led before."""
    before = next((other for other in _locked_goals(goal.owner) if other.is_leading), None)
    if before and before.pk != goal.pk:
        _set_leading(before, is_leading=False)
    goal.status, goal.is_leading = Goal.Status.ACTIVE, True
    goal.save(update_fields=["status", "is_leading"])
    return before


@transaction.atomic
def set_status(*, goal: Goal, status: str) -> Goal:
    """Pause a goal, call it reached, let it go or take it up again; only an active goal leads."""
    others = [other for other in _locked_goals(goal.owner) if other.pk != goal.pk]
    goal.status = Goal.Status(status)
    leads_elsewhere = any(other.is_leading for other in others)
    goal.is_leading = goal.status == Goal.Status.ACTIVE and not leads_elsewhere
    goal.save(update_fields=["status", "is_leading"])
    heir = next((other for other in others if other.status == Goal.Status.ACTIVE), None)
    if heir and not goal.is_leading and not leads_elsewhere:
        _set_leading(heir, is_leading=True)
    return goal


def _locked_goals(owner: User) -> list[Goal]:
    """Lock the owner, so that two requests never choose a leader at once, and return the goals, oldest first."""
    User.objects.select_for_update().get(pk=owner.pk)
    return list(Goal.objects.for_user(owner).order_by("created_at"))


def _set_leading(goal: Goal, *, is_leading: bool) -> None:
    goal.is_leading = is_leading
    goal.save(update_fields=["is_leading"])


def _columns_of(details: GoalDetails) -> dict[str, object]:
    return {**asdict(details), "purposes": list(details.purposes)}
