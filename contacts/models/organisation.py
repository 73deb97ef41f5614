"""Where people work or belong, and as what."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from contacts.models.contact import Contact
from netzwerk.core.owned import Owned


class Organisation(Owned):
    """A company, club, school: owned by the user like all else, one row a folded name."""

    name = models.CharField(_("organisation"), max_length=200)
    folded_name = models.CharField(max_length=400, editable=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner", "folded_name"], name="contacts_organisation_name")]

    def __str__(self) -> str:
        return self.name


class Position(Owned):
    """A contact's role at an organisation; the current one has no end."""

    contact = models.ForeignKey(Contact, models.CASCADE, related_name="positions", db_constraint=False, db_index=False)
    organisation = models.ForeignKey(
        Organisation, models.CASCADE, null=True, related_name="positions", db_constraint=False, db_index=False
    )
    role = models.CharField(_("role"), max_length=200, blank=True)
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
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
