"""Goals: made and changed."""

from __future__ import annotations

from dataclasses import asdict

from django.db import transaction

from accounts.models import User
from goals.models import Goal
from goals.services.details import GoalDetails
from goals.services.locking import locked_goals


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
    goals = locked_goals(owner)
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


def _columns_of(details: GoalDetails) -> dict[str, object]:
    return {**asdict(details), "purposes": list(details.purposes)}
