"""One change at a time of what leads and where goals stand, and of what one goal has.

Whoever locks several things locks in this order: the user (`lock_inventory`, `locked_goals`), people by id, goals. So
none waits for somebody who waits for them.
"""

from __future__ import annotations

from accounts.models import User
from goals.models import Goal


def locked_goals(owner: User) -> list[Goal]:
    """Lock the owner, so that two requests never choose a leader at once, and return the goals, oldest first."""
    # Whatever is written meanwhile names its owner, and need not wait for this.
    User.objects.select_for_update(no_key=True).get(pk=owner.pk)
    return list(Goal.objects.for_user(owner).order_by("created_at"))


def lock_goal(goal: Goal) -> None:
    """Let two clicks that write about one goal meet here: the second waits, and then sees what the first has done."""
    Goal.objects.for_user(goal.owner).select_for_update().get(pk=goal.pk)
