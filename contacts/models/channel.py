"""How one reaches a person: mail addresses and phone numbers."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from contacts.models.contact import Contact
from netzwerk.core.owned import Owned


class EmailAddress(Owned):
    """A mail address of a contact; the lowest position is the preferred one."""

    contact = models.ForeignKey(Contact, models.CASCADE, related_name="emails", db_constraint=False, db_index=False)
    address = models.CharField(_("mail address"), max_length=254)
    kind = models.CharField(max_length=40, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        constraints = [models.UniqueConstraint(fields=["owner", "contact", "address"], name="contacts_email_once")]

    def __str__(self) -> str:
        return self.address


class PhoneNumber(Owned):
    """A phone number of a contact, as it was written; the lowest position is the preferred one."""

    contact = models.ForeignKey(Contact, models.CASCADE, related_name="phones", db_constraint=False, db_index=False)
    number = models.CharField(_("phone number"), max_length=60)
    kind = models.CharField(max_length=40, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        constraints = [models.UniqueConstraint(fields=["owner", "contact", "number"], name="contacts_phone_once")]

    def __str__(self) -> str:
        return self.number
