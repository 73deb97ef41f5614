"""Moments: what happened between the user and people."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from contacts.models.contact import Contact
from contacts.models.organisation import Organisation
from contacts.models.precision import DatePrecision
from netzwerk.core.keyset import behind
from netzwerk.core.owned import Owned, OwnedPart, OwnedQuerySet


class MomentQuerySet(OwnedQuerySet["Moment"]):
    """Questions about moments."""

    def present(self) -> Self:
        """Return moments that were not deleted."""
        return self.filter(deleted_at=None)

    def with_contact(self, contact: Contact) -> Self:
        """Return moments that this contact took part in, the newest first."""
        return self.filter(participations__contact=contact).order_by("-happened_on", "-id")

    def before(self, moment: Moment) -> Self:
        """Return moments that come after this one when the newest is first."""
        return self.filter(behind(("happened_on", moment.happened_on), ("id", moment.pk), is_descending=True))


class Moment(Owned):
    """Something that happened with one or more contacts, on a day, in a month or in a year."""

    class Kind(models.TextChoices):
        """What it was."""

        CALL = "call", pgettext_lazy("kind of moment", "Call")
        VIDEO = "video", pgettext_lazy("kind of moment", "Video call")
        MEETING = "meeting", pgettext_lazy("kind of moment", "Meeting")
        MESSAGE = "message", pgettext_lazy("kind of moment", "Message")
        MAIL = "mail", pgettext_lazy("kind of moment", "Mail")
        LETTER = "letter", pgettext_lazy("kind of moment", "Letter")
        EVENT = "event", pgettext_lazy("kind of moment", "Event")

    Precision = DatePrecision

    class Initiator(models.TextChoices):
        """Who started it."""

        UNKNOWN = "", _("Not said")
        ME = "me", _("I did")
        THEM = "them", _("They did")

    kind = models.CharField(_("kind"), max_length=8, choices=Kind, default=Kind.CALL)
    # The first day of the month or year when only that is known.
    happened_on = models.DateField(_("date"))
    precision = models.CharField(max_length=5, choices=Precision, default=Precision.DAY)
    initiator = models.CharField(max_length=4, choices=Initiator, default=Initiator.UNKNOWN, blank=True)
    note = models.TextField(_("note"), blank=True, max_length=20_000)
    organisation = models.ForeignKey(
        Organisation, models.SET_NULL, null=True, related_name="moments", db_constraint=False, db_index=False
    )
    created_at = models.DateTimeField(auto_now_add=True)
    deleted_at = models.DateTimeField(null=True, editable=False)

    objects = MomentQuerySet.as_manager()  # type: ignore[misc]  # the stubs know no overridden manager

    class Meta:
        indexes = [
            models.Index(fields=["owner", "-happened_on", "-id"], name="contacts_moments_by_date"),
            models.Index(fields=["owner", "organisation"], name="contacts_moments_at"),
            models.Index(
                fields=["owner", "-deleted_at", "-id"],
                condition=Q(deleted_at__isnull=False),
                name="contacts_moment_bin",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.happened_on}"


class Participation(OwnedPart):
    """That a contact was part of a moment."""

    moment = models.ForeignKey(
        Moment, models.CASCADE, related_name="participations", db_constraint=False, db_index=False
    )
    contact = models.ForeignKey(
        Contact, models.CASCADE, related_name="participations", db_constraint=False, db_index=False
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner", "moment", "contact"], name="contacts_took_part_once")]
        indexes = [models.Index(fields=["owner", "contact"], name="contacts_participations")]

    def __str__(self) -> str:
        return str(self.pk)
