"""Digests: the reconnect mail of one user for one day, and whom it named."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from contacts.models import Contact
from netzwerk.core.owned import Owned


class Digest(Owned):
    """One reconnect mail; a scheduled one exists once for each local date of its owner."""

    class Kind(models.TextChoices):
        """Why it was made; only a scheduled one uses up the day."""

        SCHEDULED = "scheduled", _("Scheduled")
        NOW = "now", _("Asked for")

    class State(models.TextChoices):
        """Where it is on its way."""

        WAITING = "waiting", _("Waiting")
        SENT = "sent", _("Sent")
        EMPTY = "empty", _("Nothing to say")
        FAILED = "failed", _("Failed")

    kind = models.CharField(max_length=9, choices=Kind, default=Kind.SCHEDULED)
    for_date = models.DateField()
    state = models.CharField(max_length=7, choices=State, default=State.WAITING)
    created_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=80, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "for_date"], condition=Q(kind="scheduled"), name="reminders_one_a_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.for_date}"


class DigestPerson(Owned):
    """That a digest named a contact on a local date: somebody named twice without a reaction is set aside."""

    digest = models.ForeignKey(Digest, models.CASCADE, related_name="people", db_constraint=False, db_index=False)
    contact = models.ForeignKey(Contact, models.CASCADE, related_name="namings", db_constraint=False, db_index=False)
    position = models.PositiveSmallIntegerField(default=0)
    named_on = models.DateField()

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["owner", "digest", "contact"], name="reminders_named_once")]
        indexes = [models.Index(fields=["owner", "contact", "-named_on"], name="reminders_namings")]

    def __str__(self) -> str:
        return str(self.pk)
