"""What the reviews tell in the log of a goal."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from matching.models import ReviewedGoal
from matching.queries.review_history import rows_of_goal
from matching.words.reviews import REVIEW_ICON
from netzwerk.core.registry import GoalLogLine


def review_log_lines(user: User, goal_id: UUID, after: tuple[date, UUID] | None, limit: int) -> Sequence[GoalLogLine]:
    """Return the reviews that spoke of a goal as lines of its log, the newest first; one query."""
    return [
        GoalLogLine(
            day=row.day,
            pk=row.pk,
            title=_("Looked back: %(verdict)s") % {"verdict": ReviewedGoal.Verdict(row.verdict).label},
            icon=REVIEW_ICON,
            url=reverse("matching:review-detail", args=[row.review_id]),
            text=row.moved,
        )
        for row in rows_of_goal(user, goal_id, after, limit)
    ]
