"""Filling in what was not said about people so far."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any

from django.db import transaction
from django.db.models import prefetch_related_objects

from accounts.models import User
from contacts.models import Contact, EmailAddress, Messenger, PhoneNumber, PostalAddress
from contacts.phones import region_of
from contacts.rules.likeness import mail_key, phone_key
from contacts.services.belongings import (
    FURTHER,
    Pairs,
    add_channels,
    add_own_dates,
    add_positions,
    add_tags,
    complete_belongings,
    phone_columns,
)
from contacts.services.indexing import reindex_contacts
from contacts.services.new_contact import Address, Channel, Handle, NewContact
from contacts.services.tags import fold_tag
from netzwerk.core.folding import fold

FILLED = (
    "given_name", "family_name", "nickname", "name_prefix", "name_suffix", "former_name", "phonetic_name", "place",
    "how_met", "where_met", "note",
)  # fmt: skip
FETCHED = ("positions__organisation", "emails", "phones", "own_dates", "taggings__tag")
BIRTHDAY = ("birthday_month", "birthday_day", "birthday_year")
CADENCE = ("own_cadence_count", "own_cadence_unit")


@transaction.atomic
def complete_contacts(*, owner: User, pairs: Pairs) -> list[Contact]:
    """Fill in what each contact lacks from its details, and return those who lacked something.

    What is known stays as it is; further addresses, numbers, links, days and tags go behind the known ones. The number
    of queries does not depend on how many they are.
    """
    fetch_known([contact for contact, _details in pairs])
    lacking = [(contact, new) for contact, details in pairs if (new := news_of(contact, details))]
    for contact, details in lacking:
        _fill_in(contact, details)
    completed = [contact for contact, _details in lacking]
    Contact.objects.bulk_update(completed, [*FILLED, *BIRTHDAY, *CADENCE, "languages"])
    _add_channels(owner, lacking)
    complete_belongings(owner, lacking)
    add_own_dates(owner, lacking)
    add_tags(owner, lacking)
    add_positions(owner, lacking)
    reindex_contacts(owner=owner, contact_ids=[contact.pk for contact in completed])
    return completed


def fetch_known(contacts: Sequence[Contact]) -> None:
    """Read what is known about people beside their columns; a few queries for all."""
    further = [each.related for each in FURTHER]
    prefetch_related_objects(contacts, *FETCHED, *further)


def news_of(contact: Contact, details: NewContact) -> NewContact | None:
    """Return the details without what is known; None when nothing is left. Asks nothing after `fetch_known`."""
    has_position = contact.current_position is not None
    new = replace(
        details,
        emails=_unknown(details.emails, [each.address for each in contact.emails.all()], mail_key),
        phones=_unknown(details.phones, [each.number for each in contact.phones.all()], phone_key),
        organisation="" if has_position else details.organisation,
        role="" if has_position else details.role,
        **_further_news(contact, details),
    )
    fills = any(getattr(details, column) and not getattr(contact, column) for column in FILLED)
    fills |= contact.birthday is None and details.birthday is not None
    fills |= contact.own_cadence is None and details.cadence is not None
    fills |= not contact.languages and bool(details.languages)
    fills |= any(getattr(new, name) for name in _BROUGHT)
    return new if fills else None


# What may come along beside what fills a gap.
_BROUGHT = (
    "emails", "phones", "links", "addresses", "messengers", "own_dates", "tags", "seeks", "offers", "organisation",
    "role",
)  # fmt: skip


def _further_news(contact: Contact, details: NewContact) -> dict[str, Any]:
    """Return what hangs on a person beside mail addresses and numbers, without what is known."""
    links = {_link_key(each.url) for each in contact.links.all()}
    addresses = {_address_key(each) for each in contact.addresses.all()}
    messengers = {_handle_key(each) for each in contact.messengers.all()}
    # Of a day with the same name the known one holds.
    days = {fold(each.label) for each in contact.own_dates.all()}
    tags = {each.tag.folded_name for each in contact.taggings.all()}
    has_topics = bool(contact.topics.all())
    return {
        "links": tuple(each for each in details.links if _link_key(each.value) not in links),
        "addresses": tuple(each for each in details.addresses if _address_key(each) not in addresses),
        "messengers": tuple(each for each in details.messengers if _handle_key(each) not in messengers),
        "own_dates": tuple(each for each in details.own_dates if fold(each.label) not in days),
        "tags": tuple(each for each in details.tags if fold_tag(each) not in tags),
        "seeks": () if has_topics else details.seeks,
        "offers": () if has_topics else details.offers,
    }


def _link_key(url: str) -> str:
    return url.rstrip("/").lower()


def _address_key(address: Address | PostalAddress) -> tuple[str, str]:
    """Return by what two addresses are the same: one source knows the country, another does not."""
    rest = address.city or address.postal_code or address.country
    return ("".join(fold(address.street).split()), fold(rest))


def _handle_key(handle: Handle | Messenger) -> tuple[str, str]:
    return (handle.service.lower(), handle.handle.lower())


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
    if contact.own_cadence is None and details.cadence:
        contact.own_cadence_count, contact.own_cadence_unit = details.cadence.count, details.cadence.unit
    contact.languages = contact.languages or list(details.languages)
