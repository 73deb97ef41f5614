"""A contact as a record: all that a card or a table can say about a person."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from uuid import UUID

from accounts.models import User
from contacts.models import Contact, ContactQuerySet
from transfer.records import DateRecord, HandleRecord, PersonRecord, PostalRecord, Typed
from transfer.words.coming import date_label

_ANNIVERSARY = "anniversary"


def people_of(owner: User, ids: Sequence[UUID]) -> list[Contact]:
    """Return these contacts in this order, with all that belongs to them: as many queries for one as for many."""
    people = with_belongings(Contact.objects.for_user(owner).present().filter(pk__any_of=ids))
    found = {contact.pk: contact for contact in people}
    return [found[pk] for pk in ids if pk in found]


def with_belongings(contacts: ContactQuerySet) -> ContactQuerySet:
    """Fetch along what `record_of` asks for."""
    return contacts.with_details().prefetch_related("links", "addresses", "messengers", "own_dates")


def record_of(contact: Contact, *, uid: str = "") -> PersonRecord:
    """Return what is known about a contact, under its own id where no other is given; no query after `people_of`.

    Of several addresses or numbers the first is said to be preferred.
    """
    position = contact.current_position
    return PersonRecord(
        number=1,
        raw="",
        uid=uid or str(contact.pk),
        name=contact.name,
        given_name=contact.given_name,
        family_name=contact.family_name,
        prefix=contact.name_prefix,
        suffix=contact.name_suffix,
        nickname=contact.nickname,
        former_name=contact.former_name,
        phonetic_name=contact.phonetic_name,
        organisation=position.organisation_name if position else "",
        title=position.role if position else "",
        emails=_typed((each.address, each.kind) for each in contact.emails.all()),
        phones=_typed((each.number, each.kind) for each in contact.phones.all()),
        links=tuple(Typed(each.url, each.kind) for each in contact.links.all()),
        addresses=tuple(
            PostalRecord(each.street, each.postal_code, each.city, each.region, each.country, each.kind)
            for each in contact.addresses.all()
        ),
        messengers=tuple(HandleRecord(each.service, each.handle) for each in contact.messengers.all()),
        languages=tuple(contact.languages),
        birthday=contact.birthday,
        own_dates=tuple(DateRecord(_label(each.label), each.annual) for each in contact.own_dates.all()),
        place=contact.place,
        note=contact.note,
        tags=tuple(sorted(tagging.tag.name for tagging in contact.taggings.all())),
        how_met=contact.how_met,
        where_met=contact.where_met,
        cadence_count=contact.own_cadence_count or 0,
        cadence_unit=contact.own_cadence_unit,
        is_close_to_heart=contact.is_close_to_heart,
        is_archived=contact.archived_at is not None,
        has_photo=bool(contact.photo_name),
    )


def _label(label: str) -> str:
    """Return what an own date is called; the anniversary of cards, by its own word."""
    return _ANNIVERSARY if label in {"Anniversary", date_label(_ANNIVERSARY)} else label


def _typed(channels: Iterable[tuple[str, str]]) -> tuple[Typed, ...]:
    found = list(channels)
    return tuple(Typed(value, kind, len(found) > 1 and at == 0) for at, (value, kind) in enumerate(found))
