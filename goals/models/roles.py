"""Who plays which role for a goal, and what the user means to do next with them."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from contacts.models import Contact
from goals.models.goal import Goal
from netzwerk.core.owned import Owned, OwnedQuerySet


class Role(Owned):
    """What a contact is for a goal."""

    class Kind(models.TextChoices):
        """The part somebody plays."""

        DOOR_OPENER = "door_opener", _("Door opener")
        EXPERT = "expert", _("Expert")
        INSIDER = "insider", _("Industry insider")
        MULTIPLIER = "multiplier", _("Multiplier")
        SUPPORTER = "supporter", _("Supporter")
        WORTH_REVIVING = "worth_reviving", _("Worth reviving")

    goal = models.ForeignKey(Goal, models.CASCADE, related_name="roles", db_constraint=False, db_index=False)
    contact = models.ForeignKey(Contact, models.CASCADE, related_name="roles", db_constraint=False, db_index=False)
    kind = models.CharField(max_length=14, choices=Kind)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner", "goal", "contact", "kind"], name="goals_role_once")]
        indexes = [models.Index(fields=["owner", "contact"], name="goals_role_contact")]

    def __str__(self) -> str:
        return self.kind


# Without these four a goal has a gap; the two others are there or not.
WANTED_ROLES = (Role.Kind.DOOR_OPENER, Role.Kind.EXPERT, Role.Kind.INSIDER, Role.Kind.MULTIPLIER)


class NextStepQuerySet(OwnedQuerySet["NextStep"]):
    """Questions about next steps."""

    def open(self) -> Self:
        """Return steps that are neither done nor dropped."""
        return self.filter(done_at=None, dropped_at=None)

    def due(self, *, on: date) -> Self:
        """Return open steps whose date has come."""
        return self.open().filter(due_on__lte=on)

    def wanted(self) -> Self:
        """Return steps for goals that are pursued or reached: thanks are still to be said. A paused goal waits."""
        return self.filter(goal__status__in=(Goal.Status.ACTIVE, Goal.Status.REACHED))


class NextStep(Owned):
    """What the user means to do with a contact for a goal, by a date."""

    goal = models.ForeignKey(Goal, models.CASCADE, related_name="next_steps", db_constraint=False, db_index=False)
    contact = models.ForeignKey(Contact, models.CASCADE, related_name="next_steps", db_constraint=False, db_index=False)
    text = models.CharField(_("next step"), max_length=200)
    due_on = models.DateField(_("by"))
    # Planned when the goal was called reached: somebody is to be thanked.
    is_thanks = models.BooleanField(default=False, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    done_at = models.DateTimeField(null=True, editable=False)
    dropped_at = models.DateTimeField(null=True, editable=False)

    objects = NextStepQuerySet.as_manager()  # type: ignore[misc]  # the stubs know no overridden manager

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(done_at=None) | Q(dropped_at=None), name="goals_step_ended_once"),
        ]
        indexes = [
            models.Index(fields=["owner", "due_on"], condition=Q(done_at=None, dropped_at=None), name="goals_step_due"),
            models.Index(fields=["owner", "contact"], name="goals_step_contact"),
            models.Index(fields=["owner", "goal"], name="goals_step_goal"),
        ]

    def __str__(self) -> str:
        return self.text
