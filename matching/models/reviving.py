"""Old ties that are taken up again, and the messages that warm one up for it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from contacts.models import Contact
from goals.models import Goal
from netzwerk.core.owned import Owned, OwnedQuerySet


class RevivalQuerySet(OwnedQuerySet["Revival"]):
    """Questions about revivals."""

    def waiting(self) -> RevivalQuerySet:
        """Return those of which nobody has said how they ended."""
        return self.filter(outcome=Revival.Outcome.WAITING)


class Revival(Owned):
    """That the user got in touch again with somebody from earlier, and what became of it."""

    class Channel(models.TextChoices):
        """How; a voice or a meeting does more than a message."""

        CALL = "call", pgettext_lazy("how to revive a tie", "Call")
        MEETING = "meeting", pgettext_lazy("how to revive a tie", "Meeting")
        MESSAGE = "message", pgettext_lazy("how to revive a tie", "Message")

    class Outcome(models.TextChoices):
        """How it ended."""

        WAITING = "waiting", pgettext_lazy("outcome of a revival", "Waiting")
        ANSWERED = "answered", pgettext_lazy("outcome of a revival", "Answered")
        HELPED = "helped", pgettext_lazy("outcome of a revival", "Helped")
        NO_ANSWER = "no_answer", pgettext_lazy("outcome of a revival", "No answer")
        NOT_NOW = "not_now", pgettext_lazy("outcome of a revival", "Not now")

    contact = models.ForeignKey(Contact, models.CASCADE, related_name="revivals", db_constraint=False, db_index=False)
    goal = models.ForeignKey(
        Goal, models.SET_NULL, null=True, blank=True, related_name="revivals", db_constraint=False, db_index=False
    )
    channel = models.CharField(_("how"), max_length=7, choices=Channel, default=Channel.CALL)
    opener = models.TextField(_("first words"), max_length=2_000, blank=True)
    begun_on = models.DateField(_("when"))
    # Since when the tie had been silent, so that what came of it can be told later.
    silent_since = models.DateField()
    outcome = models.CharField(_("outcome"), max_length=9, choices=Outcome, default=Outcome.WAITING)
    outcome_on = models.DateField(null=True, blank=True)
    note = models.CharField(_("note"), max_length=500, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = RevivalQuerySet.as_manager()  # type: ignore[misc]  # the stubs know no overridden manager

    class Meta:
        ordering = ["-begun_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="waiting", outcome_on=None) | ~Q(outcome="waiting") & Q(outcome_on__isnull=False),
                name="matching_revival_ended",
            )
        ]
        indexes = [
            models.Index(fields=["owner", "-begun_on", "-id"], name="matching_revivals"),
            models.Index(fields=["owner", "contact"], name="matching_revival_contact"),
            models.Index(fields=["owner", "goal"], name="matching_revival_goal"),
        ]

    def __str__(self) -> str:
        return self.outcome


class WarmUp(Owned):
    """A message to somebody one is in touch with anyway, written to get going before an old tie is taken up."""

    contact = models.ForeignKey(Contact, models.CASCADE, related_name="warm_ups", db_constraint=False, db_index=False)
    written_on = models.DateField()
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-written_on", "-id"]
        constraints = [models.UniqueConstraint(fields=["owner", "written_on", "contact"], name="matching_warm_up_once")]
        indexes = [models.Index(fields=["owner", "contact"], name="matching_warm_up_contact")]

    def __str__(self) -> str:
        return str(self.pk)
