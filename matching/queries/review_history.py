"""Reviews of earlier, with what they said and what was counted then; fixed queries."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Count, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from accounts.models import User
from contacts.queries.nameable import not_in_bin
from goals.models import Goal
from matching.models import Review, ReviewedGoal, ReviewedPerson
from matching.queries.review_facts import MOST_GOALS
from netzwerk.core.keyset import behind

if TYPE_CHECKING:
    from django.db.models import QuerySet

# A review holds no more of them than its wizard lets in; a limit all the same.
MOST_ROWS = 200


def finished_reviews(owner: User, *, after: Review | None = None) -> QuerySet[Any]:
    """Return finished reviews, the newest first, with how many goals and steps they hold and how many are done.

    Those after one of them when it is given: pages by keyset.
    """
    reviews = Review.objects.for_user(owner).finished()
    if after is not None:
        place = (("finished_on", after.finished_on), ("id", after.pk))
        reviews = reviews.filter(behind(*place, is_descending=True))
    mine = {"owner_id": owner.pk, "review": OuterRef("pk")}
    goals = ReviewedGoal.objects.filter(**mine).order_by().values("review").annotate(n=Count("pk"))
    steps = ReviewedPerson.objects.filter(**mine, part=ReviewedPerson.Part.STEP).order_by().values("review")
    done = steps.annotate(n=Count("pk", filter=Q(step__done_at__isnull=False)))
    return reviews.annotate(
        goal_count=Coalesce(Subquery(goals.values("n")), 0),
        step_count=Coalesce(Subquery(steps.annotate(n=Count("pk")).values("n")), 0),
        done_count=Coalesce(Subquery(done.values("n")), 0),
    )


def goals_of(owner: User, review: Review) -> list[ReviewedGoal]:
    """Return what a review said about each goal, the leading one first; one query."""
    rows = ReviewedGoal.objects.for_user(owner).filter(review=review).select_related("goal")
    return list(rows.order_by("-goal__is_leading", "goal__created_at", "id")[:MOST_GOALS])


def figures_before(owner: User, review: Review, goals: Sequence[Goal]) -> dict[UUID, ReviewedGoal]:
    """Return for each goal the row of the review before that spoke of it; one query."""
    earlier = ReviewedGoal.objects.for_user(owner).filter(
        Q(review__finished_on__lt=review.finished_on)
        | Q(review__finished_on=review.finished_on, review__id__lt=review.pk),
        goal__in=goals,
    )
    newest = earlier.order_by("goal_id", "-review__finished_on", "-review_id").distinct("goal_id")
    return {row.goal_id: row for row in newest}


def people_of(owner: User, review: Review) -> list[ReviewedPerson]:
    """Return what a review decided about people who are not in the bin, with their steps; four queries."""
    rows = ReviewedPerson.objects.for_user(owner).filter(not_in_bin(owner, "contact"), review=review)
    return list(rows.order_by("id").prefetch_related("contact", "step__goal", "step__contact")[:MOST_ROWS])


def rows_of_goal(owner: User, goal_id: UUID, after: tuple[date, UUID] | None, limit: int) -> list[Any]:
    """Return so many rows about a goal with the `day` of their review, the newest first, behind a place; one query."""
    rows = ReviewedGoal.objects.for_user(owner).filter(goal=goal_id, review__finished_on__isnull=False)
    rows = rows.annotate(day=F("review__finished_on")).order_by("-day", "-id")
    if after is not None:
        rows = rows.filter(behind(("day", after[0]), ("id", after[1]), is_descending=True))
    return list(rows[:limit])
