"""Filling in what was not said about people so far."""

from __future__ import annotations

from django.db import transaction
from django.db.models import prefetch_related_objects

from accounts.models import User
from contacts.models import Contact
from contacts.services.belongings import Pairs, add_channels, add_positions
from contacts.services.details import NewContact
from contacts.services.indexing import reindex_contacts

FILLED = ("given_name", "family_name", "nickname", "place", "note")
BIRTHDAY = ("birthday_month", "birthday_day", "birthday_year")


@transaction.atomic
def complete_contacts(*, owner: User, pairs: Pairs) -> None:
    """Fill in what each contact lacks from its details; what is known stays as it is.

    The contacts must have neither mail address nor phone number. The number of queries does not depend on how many
    they are.
    """
    contacts = [contact for contact, _details in pairs]
    prefetch_related_objects(contacts, "positions__organisation")
    for contact, details in pairs:
        _fill_in(contact, details)
    Contact.objects.bulk_update(contacts, [*FILLED, *BIRTHDAY])
    add_channels(owner, pairs)
    add_positions(owner, [(contact, details) for contact, details in pairs if contact.current_position is None])
    reindex_contacts(owner=owner, contact_ids=[contact.pk for contact in contacts])


def _fill_in(contact: Contact, details: NewContact) -> None:
    for column in FILLED:
        setattr(contact, column, getattr(contact, column) or getattr(details, column))
    contact.birthday = contact.birthday or details.birthday
