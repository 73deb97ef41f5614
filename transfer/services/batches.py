"""A batch of cards becomes contacts, in the caller's transaction."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from accounts.models import User
from contacts.models import Contact
from contacts.services import Channel, NewContact, Share, add_contacts, complete_contacts
from transfer.models import BrokenCard, Import, SourceCard
from transfer.records import BrokenRecord, PersonRecord, Record, Typed
from transfer.services.known import KnownPeople, fingerprint_of


def store_batch(*, owner: User, imported: Import, records: Sequence[Record], today: date) -> Import:
    """Store people that are new, cards that are broken, and how far the import is: all or nothing.

    Records up to the import's position are dealt with already and passed over. The number of queries does not
    depend on how many records there are.
    """
    records = [record for record in records if record.number > imported.position]
    if not records:
        return imported
    people = [record for record in records if isinstance(record, PersonRecord)]
    new, completed = _sort_out(owner, imported, people)
    _add_people(owner, imported, new, today)
    completed_count = _complete_people(owner, imported, completed)
    broken = [record for record in records if isinstance(record, BrokenRecord)]
    BrokenCard.objects.bulk_create(
        BrokenCard(owner=owner, imported=imported, number=each.number, line=each.line, reason=each.reason, raw=each.raw)
        for each in broken
    )
    imported.position = records[-1].number
    imported.created_count += len(new)
    imported.completed_count += completed_count
    imported.known_count += len(people) - len(new) - completed_count
    imported.broken_count += len(broken)
    imported.save(update_fields=["position", "created_count", "completed_count", "known_count", "broken_count"])
    return imported


def _sort_out(
    owner: User, imported: Import, people: Sequence[PersonRecord]
) -> tuple[list[PersonRecord], list[tuple[UUID, PersonRecord]]]:
    """Return the people who are new, and the cards of contacts who may lack what they bring; the others are known."""
    known = KnownPeople(owner=owner, imported=imported, people=people)
    new, completed = [], []
    for person in people:
        if contact_id := known.take_bearer(person):
            known.remember(person)
            completed.append((contact_id, person))
            continue
        if known.knows(person):
            continue
        known.remember(person)
        if contact_id := known.take_only_named(person):
            completed.append((contact_id, person))
        else:
            new.append(person)
    return new, completed


def _add_people(owner: User, imported: Import, people: Sequence[PersonRecord], today: date) -> None:
    contacts = add_contacts(
        owner=owner,
        people=[_details_of(person, imported) for person in people],
        today=today,
        share=Share(imported.position, imported.total or 0),
    )
    _keep_cards(owner, imported, list(zip(contacts, people, strict=True)))


def _complete_people(owner: User, imported: Import, completed: Sequence[tuple[UUID, PersonRecord]]) -> int:
    """Fill in what contacts lack, and return how many lacked something."""
    # Locked, so that what another tab changes meanwhile is not overwritten; who has gone meanwhile needs nothing.
    present = Contact.objects.for_user(owner).present().order_by("pk").select_for_update()
    contacts = present.in_bulk([contact_id for contact_id, _person in completed])
    pairs = [(contacts[contact_id], person) for contact_id, person in completed if contact_id in contacts]
    details = [(contact, _details_of(person, imported)) for contact, person in pairs]
    _keep_cards(owner, imported, pairs)
    return len(complete_contacts(owner=owner, pairs=details))


def _keep_cards(owner: User, imported: Import, pairs: Sequence[tuple[Contact, PersonRecord]]) -> None:
    SourceCard.objects.bulk_create(
        SourceCard(
            owner=owner,
            contact=contact,
            imported=imported,
            number=person.number,
            uid=person.uid,
            raw=person.raw,
            fingerprint=fingerprint_of(person.raw),
        )
        for contact, person in pairs
    )


def _details_of(person: PersonRecord, imported: Import) -> NewContact:
    return NewContact(
        name=person.name,
        given_name=person.given_name,
        family_name=person.family_name,
        nickname=person.nickname,
        place=person.place,
        organisation=person.organisation,
        role=person.title,
        emails=_channels(person.emails),
        phones=_channels(person.phones),
        birthday=person.birthday,
        note=person.note,
        origin=imported.origin,
        closeness=imported.closeness,
        last_in_touch=imported.last_in_touch,
    )


def _channels(found: Sequence[Typed]) -> tuple[Channel, ...]:
    preferred_first = sorted(found, key=lambda each: not each.is_preferred)
    return tuple(Channel(value=each.value, kind=each.kind) for each in preferred_first)
