"""One change at a time of what leads and where goals stand."""

from __future__ import annotations

from accounts.models import User
from goals.models import Goal


def locked_goals(owner: User) -> list[Goal]:
    """Lock the owner, so that two requests never choose a leader at once, and return the goals, oldest first."""
    User.objects.select_for_update().get(pk=owner.pk)
    return list(Goal.objects.for_user(owner).order_by("created_at"))
