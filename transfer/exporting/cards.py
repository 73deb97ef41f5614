"""People as vCards, by the writer of `transfer.vcard`: with what their own cards said, their photo, whom they know."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import BinaryIO, cast
from uuid import UUID

from django.utils import timezone

from accounts.models import User
from contacts.models import Contact, ContactQuerySet
from transfer.exporting.batches import Turn, in_batches, same_turn
from transfer.exporting.people import people_of, record_of
from transfer.exporting.photos import TYPE, jpeg_of
from transfer.exporting.ties import Related, related_lines, related_of
from transfer.models import ImportFile, SourceCard
from transfer.vcard.writer import CardToWrite, Version, write_card

_END = "END:VCARD\r\n"


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept of a contact's cards: their text, the newest first, and the UID of the newest that has one."""

    raw: str = ""
    uid: str = ""


@dataclass(frozen=True, slots=True)
class _Person:
    contact: Contact
    kept: Kept
    related: Sequence[Related] = field(default=())


def card_of(contact: Contact, kept: Kept, photo: bytes | None) -> CardToWrite:
    """Return what is to be written about a contact (fetched by `people_of`), with a JPEG as photo.

    The UID is the one of its newest card, or else its own id, so it is the same in each export.
    """
    return CardToWrite(record_of(contact, uid=kept.uid), photo=photo, photo_type=TYPE, kept=kept.raw)


def write_cards(
    owner: User, contacts: ContactQuerySet, version: str, stream: BinaryIO, *, turn: Turn = same_turn
) -> int:
    """Write the cards of people by name in UTF-8, version "3.0" or "4.0"; return how many.

    A fixed number of queries a batch, each batch in a turn of its own; photos are read one at a time.
    """
    written, now = 0, timezone.now()
    for people in in_batches(contacts.by_name(), lambda ids: _load(owner, ids), turn):
        for person in people:
            stream.write(_text_of(person, cast(Version, version), now).encode())
        written += len(people)
    return written


def one_card(owner: User, contact: Contact, version: Version, *, now: datetime) -> str:
    """Return the card of one person."""
    return "".join(_text_of(person, version, now) for person in _load(owner, [contact.pk]))


def _text_of(person: _Person, version: Version, now: datetime) -> str:
    """Return a card, with REV (RFC 6350 section 6.7.4) where no unchanged card has its own."""
    text = write_card(card_of(person.contact, person.kept, jpeg_of(person.contact)), version=version)
    further = related_lines(person.related, text, version)
    if "\r\nREV" not in text:
        further = [*further, f"REV:{now.strftime('%Y%m%dT%H%M%SZ')}\r\n"]
    return "".join((text.removesuffix(_END), *further, _END))


def _load(owner: User, ids: Sequence[UUID]) -> list[_Person]:
    kept, related = _kept_of(owner, ids), related_of(owner, set(ids))
    return [
        _Person(contact, kept.get(contact.pk, Kept()), related.get(contact.pk, ())) for contact in people_of(owner, ids)
    ]


def _kept_of(owner: User, ids: Sequence[UUID]) -> Mapping[UUID, Kept]:
    """Return what is kept of the cards of these contacts; of one who was merged, several."""
    cards = SourceCard.objects.for_user(owner).filter(contact__in=ids, source=ImportFile.Source.VCARD)
    found: dict[UUID, Kept] = {}
    for contact_id, raw, uid in cards.order_by("-pk").values_list("contact_id", "raw", "uid"):
        before = found.get(contact_id, Kept())
        found[contact_id] = Kept("\r\n".join(filter(None, (before.raw, raw))), before.uid or uid)
    return found
