"""How one reaches a person: mail, phone, post, links, messengers. The lowest position is the preferred one."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from contacts.models.contact import Contact
from netzwerk.core.owned import OwnedPart


class EmailAddress(OwnedPart):
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


class PhoneNumber(OwnedPart):
    """A phone number of a contact, as it was written and, when its country is known, as E.164 has it."""

    contact = models.ForeignKey(Contact, models.CASCADE, related_name="phones", db_constraint=False, db_index=False)
    number = models.CharField(_("phone number"), max_length=60)
    # ITU-T E.164: a plus and up to 15 digits; empty when the number cannot be read.
    e164 = models.CharField(max_length=16, blank=True, editable=False)
    kind = models.CharField(max_length=40, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        constraints = [models.UniqueConstraint(fields=["owner", "contact", "number"], name="contacts_phone_once")]

    def __str__(self) -> str:
        return self.number


class PostalAddress(OwnedPart):
    """Where a contact gets post."""

    contact = models.ForeignKey(Contact, models.CASCADE, related_name="addresses", db_constraint=False, db_index=False)
    street = models.CharField(_("street"), max_length=300, blank=True)
    postal_code = models.CharField(_("postal code"), max_length=20, blank=True)
    city = models.CharField(_("city"), max_length=120, blank=True)
    region = models.CharField(_("region"), max_length=120, blank=True)
    country = models.CharField(_("country"), max_length=80, blank=True)
    kind = models.CharField(max_length=40, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        indexes = [models.Index(fields=["owner", "contact"], name="contacts_address_contact")]

    def __str__(self) -> str:
        return self.city


class Link(OwnedPart):
    """A page of a contact: their own, or a profile somewhere."""

    contact = models.ForeignKey(Contact, models.CASCADE, related_name="links", db_constraint=False, db_index=False)
    url = models.CharField(_("link"), max_length=500)
    kind = models.CharField(max_length=40, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        constraints = [models.UniqueConstraint(fields=["owner", "contact", "url"], name="contacts_link_once")]

    def __str__(self) -> str:
        return self.url


class Messenger(OwnedPart):
    """A name under which a contact is found in a messenger."""

    contact = models.ForeignKey(Contact, models.CASCADE, related_name="messengers", db_constraint=False, db_index=False)
    # signal, whatsapp, telegram, threema, matrix, …: a known code or the user's own word.
    service = models.CharField(_("messenger"), max_length=40)
    handle = models.CharField(_("name or number there"), max_length=200)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["owner", "contact", "service", "handle"], name="contacts_messenger_once")
        ]

    def __str__(self) -> str:
        return self.handle
