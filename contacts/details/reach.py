"""How one reaches a person."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from contacts.details.rows import RelatedRowsDetail
from contacts.forms.reach import AddressRow, EmailRow, LinkRow, MessengerRow, PhoneRow
from contacts.forms.rows import Row
from contacts.models import Contact
from contacts.phones import region_of
from contacts.reaching import link_ways, mail_ways, messenger_ways, phone_ways, postal_ways
from contacts.rules.messengers import SERVICES, service_name
from contacts.services.replacing import (
    replace_addresses,
    replace_emails,
    replace_links,
    replace_messengers,
    replace_phones,
)

WAYS = "contacts/details/ways.html"


class EmailsDetail(RelatedRowsDetail):
    """Mail addresses."""

    key: ClassVar[str] = "emails"
    label = _("Mail addresses")
    offer = _("Mail address")
    template: ClassVar[str] = WAYS
    row_form = EmailRow
    related = "emails"
    columns = ("address", "kind")
    kinds = ("home", "work", "other")

    def store(self, contact: Contact, rows: list[Row]) -> None:
        """Replace them."""
        replace_emails(contact=contact, rows=rows)

    def context(self, contact: Contact) -> dict[str, Any]:
        """Return them as links."""
        return {"ways": mail_ways(contact)}


class PhonesDetail(RelatedRowsDetail):
    """Phone numbers."""

    key: ClassVar[str] = "phones"
    label = _("Phone numbers")
    offer = _("Phone number")
    template: ClassVar[str] = WAYS
    row_form = PhoneRow
    related = "phones"
    columns = ("number", "kind")
    kinds = ("mobile", "home", "work", "main", "fax", "other")

    def store(self, contact: Contact, rows: list[Row]) -> None:
        """Replace them."""
        replace_phones(contact=contact, rows=rows)

    def context(self, contact: Contact) -> dict[str, Any]:
        """Return them as links."""
        return {"ways": phone_ways(contact)}


class MessengersDetail(RelatedRowsDetail):
    """Names and numbers in messengers."""

    key: ClassVar[str] = "messengers"
    label = _("Messengers")
    offer = _("Messenger")
    template: ClassVar[str] = WAYS
    row_form = MessengerRow
    related = "messengers"
    columns = ("service", "handle")

    def shown(self, row: Row) -> Row:
        """Return a row with the name of its messenger."""
        return {**row, "service": service_name(row["service"])}

    def proposals(self) -> Sequence[str]:
        """Return the known messengers."""
        return list(SERVICES.values())

    def store(self, contact: Contact, rows: list[Row]) -> None:
        """Replace them."""
        replace_messengers(contact=contact, rows=rows)

    def context(self, contact: Contact) -> dict[str, Any]:
        """Return them as links, where there are any."""
        return {"ways": messenger_ways(contact, region_of(contact.owner))}


class AddressesDetail(RelatedRowsDetail):
    """Postal addresses."""

    key: ClassVar[str] = "addresses"
    label = _("Postal addresses")
    offer = _("Postal address")
    template: ClassVar[str] = WAYS
    row_form = AddressRow
    related = "addresses"
    columns = ("street", "postal_code", "city", "region", "country", "kind")
    kinds = ("home", "work", "other")

    def store(self, contact: Contact, rows: list[Row]) -> None:
        """Replace them."""
        replace_addresses(contact=contact, rows=rows)

    def context(self, contact: Contact) -> dict[str, Any]:
        """Return them as lines, with a place on the map."""
        return {"ways": postal_ways(contact)}


class LinksDetail(RelatedRowsDetail):
    """Pages and profiles."""

    key: ClassVar[str] = "links"
    label = _("Links")
    offer = _("Link")
    template: ClassVar[str] = WAYS
    row_form = LinkRow
    related = "links"
    columns = ("url", "kind")
    kinds = ("home", "work", "other")

    def store(self, contact: Contact, rows: list[Row]) -> None:
        """Replace them."""
        replace_links(contact=contact, rows=rows)

    def context(self, contact: Contact) -> dict[str, Any]:
        """Return them by name."""
        return {"ways": link_ways(contact)}
