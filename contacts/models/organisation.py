"""Where people work or belong, and as what."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from contacts.models.contact import Contact
from contacts.models.precision import DatePrecision
from netzwerk.core.owned import Owned, OwnedPart


class Organisation(Owned):
    """A company, club, school: owned by the user like all else, one row a folded name."""

    name = models.CharField(_("organisation"), max_length=200)
    folded_name = models.CharField(max_length=400, editable=False)
    industry = models.CharField(_("industry"), max_length=120, blank=True)
    url = models.CharField(_("link"), max_length=500, blank=True)
    note = models.TextField(_("note"), blank=True, max_length=20_000)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner", "folded_name"], name="contacts_organisation_name")]

    def __str__(self) -> str:
        return self.name


class Position(OwnedPart):
    """A contact's role at an organisation, from and to; the current one has not ended.

    Dates are known to the day, the month or the year; the first day of it is kept.
    """

    Precision = DatePrecision

    contact = models.ForeignKey(Contact, models.CASCADE, related_name="positions", db_constraint=False, db_index=False)
    organisation = models.ForeignKey(
        Organisation, models.CASCADE, null=True, related_name="positions", db_constraint=False, db_index=False
    )
    role = models.CharField(_("role"), max_length=200, blank=True)
    started_on = models.DateField(null=True, blank=True)
    started_precision = models.CharField(max_length=5, choices=Precision, default=Precision.MONTH)
    ended_on = models.DateField(null=True, blank=True)
    ended_precision = models.CharField(max_length=5, choices=Precision, default=Precision.MONTH)
    # One may know that it is over, and not since when.
    has_ended = models.BooleanField(default=False)

    class Meta:
        ordering = ["has_ended", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ended_on=None) | models.Q(has_ended=True), name="contacts_position_ended"
            )
        ]
        indexes = [
            models.Index(fields=["owner", "contact"], name="contacts_position_contact"),
            models.Index(fields=["owner", "organisation"], name="contacts_position_organisation"),
        ]

    def __str__(self) -> str:
        return self.role

    @property
    def organisation_name(self) -> str:
        """The name of the organisation, or nothing: somebody may do something without one."""
        return self.organisation.name if self.organisation else ""
