"""What happened on the way to a goal, as far as no other row tells it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from goals.models.goal import Goal
from netzwerk.core.owned import Owned


class LogEntry(Owned):
    """Something that happened on a day: how far one has come, another status, or a note.

    Roles, steps, reviews, checks and revivals tell of themselves; the log shows them beside these.
    """

    class Kind(models.TextChoices):
        """What it tells."""

        NOTE = "note", pgettext_lazy("in the log of a goal", "Note")
        # `number` is how far one has come, in the unit of the sign of success.
        PROGRESS = "progress", pgettext_lazy("in the log of a goal", "Progress")
        # `status` is the new one.
        STATUS = "status", pgettext_lazy("in the log of a goal", "Status")

    goal = models.ForeignKey(Goal, models.CASCADE, related_name="log_entries", db_constraint=False, db_index=False)
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.NOTE)
    happened_on = models.DateField(_("when"))
    text = models.CharField(_("note"), max_length=500, blank=True)
    number = models.PositiveIntegerField(_("how far"), null=True, blank=True)
    status = models.CharField(max_length=8, choices=Goal.Status, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-happened_on", "-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(kind="note", text=""), name="goals_log_entry_says"),
            models.CheckConstraint(condition=~Q(kind="progress", number=None), name="goals_log_entry_counts"),
        ]
        indexes = [models.Index(fields=["owner", "goal", "-happened_on", "-id"], name="goals_log_of_goal")]

    def __str__(self) -> str:
        return self.kind
