"""What a goal needs that others have, and what the user can give."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from goals.models.goal import Goal
from netzwerk.core.owned import Owned


class Competence(Owned):
    """Knowledge, or a door, that a goal needs and somebody else has."""

    goal = models.ForeignKey(Goal, models.CASCADE, related_name="competences", db_constraint=False, db_index=False)
    text = models.CharField(max_length=200)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        indexes = [models.Index(fields=["owner", "goal"], name="goals_competence_goal")]

    def __str__(self) -> str:
        return self.text


class Question(Owned):
    """A question that somebody could answer."""

    goal = models.ForeignKey(Goal, models.CASCADE, related_name="questions", db_constraint=False, db_index=False)
    text = models.CharField(max_length=200)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        indexes = [models.Index(fields=["owner", "goal"], name="goals_question_goal")]

    def __str__(self) -> str:
        return self.text


class Offer(Owned):
    """What the user can give; asked once, drawn on by every *what could I give*."""

    class Kind(models.TextChoices):
        """What sort of thing it is."""

        KNOWLEDGE = "knowledge", _("Knowledge")
        CONTACTS = "contacts", _("Contacts")
        HELP = "help", _("Help")
        VISIBILITY = "visibility", _("Visibility")

    kind = models.CharField(max_length=10, choices=Kind)
    text = models.CharField(max_length=200)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.text
