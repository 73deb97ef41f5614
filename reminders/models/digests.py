"""Digests: the reconnect mail of one user for one day, and whom it named."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from contacts.models import Contact
from netzwerk.core.owned import Owned


class Digest(Owned):
    """One reconnect mail; for each local date of its owner there is at most one that came by itself.

    `for_date` is the date it was meant for, `sends_on` the local date on which it was last about to be sent: after an
    outage the two differ, and the second is what keeps two mails from one day.
    """

    class Kind(models.TextChoices):
        """Why it was made; only the first two use up the day."""

        SCHEDULED = "scheduled", _("Scheduled")
        DAY = "day", _("On the day")
        NOW = "now", _("Asked for")
        TEST = "test", _("Test")

    class State(models.TextChoices):
        """Where it is on its way."""

        WAITING = "waiting", _("Waiting")
        SENT = "sent", _("Sent")
        EMPTY = "empty", _("Nothing to say")
        REPLACED = "replaced", _("In a later mail")
        FAILED = "failed", _("Failed")

    class Problem(models.TextChoices):
        """Why it could not be sent, or was not wanted once it was, as the reader is told."""

        ADDRESS_REFUSED = "address_refused", _("The mail server of your address refused it for good.")
        ADDRESS_NOT_NOW = "address_not_now", _("The mail server of your address does not take it at the moment.")
        MESSAGE_REFUSED = "message_refused", _("The mail server refused this mail.")
        SENDER_REFUSED = "sender_refused", _("The mail server does not let this site send.")
        NO_LOGIN = "no_login", _("The mail server did not let this site log in.")
        NO_SERVER = "no_server", _("The mail server could not be reached.")
        BROKEN_OFF = "broken_off", _("The connection to the mail server broke off.")
        COMPLAINED = "complained", _("It was marked as spam in a mail program.")
        OURS = "ours", _("Something in Netzwerk went wrong while the mail was written.")

    # What came by itself and uses up the day.
    BY_ITSELF = (Kind.SCHEDULED, Kind.DAY)

    kind = models.CharField(max_length=9, choices=Kind, default=Kind.SCHEDULED)
    for_date = models.DateField()
    sends_on = models.DateField(null=True)
    # The last date it spoke of, written down because the days that the user chose may change before the next mail.
    covers_until = models.DateField(null=True)
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    created_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True)
    problem = models.CharField(max_length=15, choices=Problem, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "for_date"], condition=Q(kind__in=["scheduled", "day"]), name="reminders_one_a_day"
            ),
            models.UniqueConstraint(
                fields=["owner", "sends_on"],
                condition=Q(kind__in=["scheduled", "day"], sends_on__isnull=False),
                name="reminders_one_sent_a_day",
            ),
        ]
        indexes = [models.Index(fields=["owner", "-created_at", "-id"], name="reminders_digest_log")]

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
