"""The guided look back every quarter."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from contacts.models import Contact
from goals.models import Goal, NextStep, Role
from netzwerk.core.owned import Owned, OwnedQuerySet


class ReviewQuerySet(OwnedQuerySet["Review"]):
    """Questions about reviews."""

    def finished(self) -> ReviewQuerySet:
        """Return those that came to their end, the newest first."""
        return self.filter(finished_on__isnull=False).order_by("-finished_on", "-id")


class Review(Owned):
    """One look back: what moved since the last, and what one means to do in the next 90 days.

    One that was put off has only the day until which nobody asks again.
    """

    since_on = models.DateField()
    finished_on = models.DateField(null=True, blank=True)
    put_off_until = models.DateField(null=True, blank=True)
    moved = models.TextField(_("what moved"), max_length=2_000, blank=True)
    plan = models.TextField(_("plan for 90 days"), max_length=2_000, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ReviewQuerySet.as_manager()  # type: ignore[misc]  # the stubs know no overridden manager

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(finished_on=None) | Q(put_off_until=None), name="matching_review_done_or_put_off"
            )
        ]
        indexes = [models.Index(fields=["owner", "-finished_on", "-id"], name="matching_reviews")]

    def __str__(self) -> str:
        return str(self.finished_on or self.put_off_until)


class ReviewedGoal(Owned):
    """What a review said about one goal, with the figures of that day."""

    class Verdict(models.TextChoices):
        """Whether the goal is still right."""

        RIGHT = "right", pgettext_lazy("verdict of a review", "Still right")
        CHANGED = "changed", pgettext_lazy("verdict of a review", "Right, in other words")
        PAUSED = "paused", pgettext_lazy("verdict of a review", "Pause it")
        REACHED = "reached", pgettext_lazy("verdict of a review", "Reached")
        LET_GO = "let_go", pgettext_lazy("verdict of a review", "Let it go")

    review = models.ForeignKey(Review, models.CASCADE, related_name="goals", db_constraint=False, db_index=False)
    goal = models.ForeignKey(Goal, models.CASCADE, related_name="reviews", db_constraint=False, db_index=False)
    verdict = models.CharField(max_length=7, choices=Verdict, default=Verdict.RIGHT)
    moved = models.CharField(_("what moved"), max_length=500, blank=True)
    # The gap to fill next, as a role; nothing for none.
    gap = models.CharField(max_length=14, choices=Role.Kind, blank=True)
    people = models.PositiveIntegerField(default=0)
    moments = models.PositiveIntegerField(default=0)
    steps_done = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner", "review", "goal"], name="matching_reviewed_once")]
        indexes = [models.Index(fields=["owner", "goal"], name="matching_reviewed_goal")]

    def __str__(self) -> str:
        return self.verdict


class ReviewedPerson(Owned):
    """What a review decided about somebody: a step of its plan, that they were thanked, or that the tie rests."""

    class Part(models.TextChoices):
        """What it was."""

        STEP = "step", pgettext_lazy("part of a review", "Next step")
        THANKED = "thanked", pgettext_lazy("part of a review", "Thanked")
        REST = "rest", pgettext_lazy("part of a review", "Rest")
        SNOOZE = "snooze", pgettext_lazy("part of a review", "Not for three months")

    review = models.ForeignKey(Review, models.CASCADE, related_name="people", db_constraint=False, db_index=False)
    contact = models.ForeignKey(
        Contact, models.CASCADE, related_name="reviewed_in", db_constraint=False, db_index=False
    )
    part = models.CharField(max_length=7, choices=Part)
    # Of a part of the plan: the step, which goes on living after the review.
    step = models.ForeignKey(
        NextStep, models.CASCADE, null=True, related_name="reviewed_in", db_constraint=False, db_index=False
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "review", "contact", "part", "step"],
                nulls_distinct=False,
                name="matching_reviewed_person_once",
            ),
            models.CheckConstraint(
                condition=Q(part="step", step__isnull=False) | ~Q(part="step") & Q(step=None),
                name="matching_reviewed_step_is_one",
            ),
        ]
        indexes = [
            models.Index(fields=["owner", "contact"], name="matching_reviewed_person"),
            models.Index(fields=["owner", "step"], name="matching_reviewed_step"),
        ]

    def __str__(self) -> str:
        return self.part
