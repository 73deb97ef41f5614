"""Filling in what was not said about people so far."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from django.db import transaction
from django.db.models import prefetch_related_objects

from accounts.models import User
from contacts.models import Contact, EmailAddress, PhoneNumber
from contacts.phones import region_of
from contacts.rules.likeness import mail_key, phone_key
from contacts.services.belongings import (
    FURTHER,
    Pairs,
    add_channels,
    add_positions,
    complete_belongings,
    phone_columns,
)
from contacts.services.indexing import reindex_contacts
from contacts.services.new_contact import Channel, NewContact

FILLED = (
    "given_name", "family_name", "nickname", "name_prefix", "name_suffix", "former_name", "phonetic_name", "place",
    "how_met", "where_met", "note",
)  # fmt: skip
BIRTHDAY = ("birthday_month", "birthday_day", "birthday_year")


@transaction.atomic
def complete_contacts(*, owner: User, pairs: Pairs) -> list[Contact]:
    """Fill in what each contact lacks from its details, and return those who lacked something.

    What is known stays as it is; further addresses and numbers go behind the known ones. The number of queries does not
    depend on how many they are.
    """
    fetch_known([contact for contact, _details in pairs])
    lacking = [(contact, new) for contact, details in pairs if (new := news_of(contact, details))]
    for contact, details in lacking:
        _fill_in(contact, details)
    completed = [contact for contact, _details in lacking]
    Contact.objects.bulk_update(completed, [*FILLED, *BIRTHDAY, "languages"])
    _add_channels(owner, lacking)
    complete_belongings(owner, lacking)
    add_positions(owner, lacking)
    reindex_contacts(owner=owner, contact_ids=[contact.pk for contact in completed])
    return completed


def fetch_known(contacts: Sequence[Contact]) -> None:
    """Read what is known about people beside their columns; a few queries for all."""
    further = [each.related for each in FURTHER]
    prefetch_related_objects(contacts, "positions__organisation", "emails", "phones", *further)


def news_of(contact: Contact, details: NewContact) -> NewContact | None:
    """Return the details without what is known; None when nothing is left. Asks nothing after `fetch_known`."""
    has_position = contact.current_position is not None
    new = replace(
        details,
        emails=_unknown(details.emails, [each.address for each in contact.emails.all()], mail_key),
        phones=_unknown(details.phones, [each.number for each in contact.phones.all()], phone_key),
        organisation="" if has_position else details.organisation,
        role="" if has_position else details.role,
    )
    fills = any(getattr(details, column) and not getattr(contact, column) for column in FILLED)
    fills |= contact.birthday is None and details.birthday is not None
    fills |= not contact.languages and bool(details.languages)
    fills |= any(each.rows(details) and not getattr(contact, each.related).all() for each in FURTHER)
    return new if fills or new.emails or new.phones or new.organisation or new.role else None


def _unknown(channels: tuple[Channel, ...], known: Iterable[str], key: Callable[[str], str]) -> tuple[Channel, ...]:
    keys = {key(value) or value for value in known}
    return tuple(each for each in channels if (key(each.value) or each.value) not in keys)


def _add_channels(owner: User, pairs: Pairs) -> None:
    add_channels(owner, [(contact, details) for contact, details in pairs if not _is_reached(contact)])
    reached = [(contact, details) for contact, details in pairs if _is_reached(contact)]
    region = region_of(owner)
    EmailAddress.objects.bulk_create(
        EmailAddress(owner=owner, contact=contact, address=each.value, kind=each.kind, position=place)
        for contact, details in reached
        for place, each in enumerate(
            details.emails, 1 + max((one.position for one in contact.emails.all()), default=-1)
        )
    )
    PhoneNumber.objects.bulk_create(
        PhoneNumber(owner=owner, contact=contact, position=place, **columns)
        for contact, details in reached
        for place, columns in enumerate(
            phone_columns(details.phones, region), 1 + max((one.position for one in contact.phones.all()), default=-1)
        )
    )


def _is_reached(contact: Contact) -> bool:
    return bool(contact.emails.all() or contact.phones.all())


def _fill_in(contact: Contact, details: NewContact) -> None:
    for column in FILLED:
        setattr(contact, column, getattr(contact, column) or getattr(details, column))
    contact.birthday = contact.birthday or details.birthday
    contact.languages = contact.languages or list(details.languages)
