"""What was kept of people is read again by a reader that finds more in it, and fills in what they lack."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import fields, replace
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import translation

from accounts.models import User
from contacts.models import Contact
from contacts.services import NewContact, complete_contacts
from contacts.services.completing import fetch_known
from netzwerk.core.jobs import enqueue_job
from netzwerk.core.models import Job
from transfer import monica, vcard
from transfer.models import Import, ImportFile, SourceCard
from transfer.records import READER_GENERATION, PersonRecord, Record
from transfer.services.details import details_of
from transfer.services.photos import give_photo
from transfer.sources import photo_of

KIND = "reread-cards"
# How many cards are read with one commit; a card may hold a photo of megabytes.
BATCH = 50
# What a reader has found since which generation, in the words of contacts. What an older one could read has come in
# already: where it is missing now, the user took it away, and it does not come back.
FOUND_SINCE: dict[int, tuple[str, ...]] = {
    2: (
        "name_prefix", "name_suffix", "former_name", "phonetic_name", "links", "addresses", "messengers", "languages",
        "own_dates",
    ),
}  # fmt: skip
PHOTOS_SINCE = 2
# Of these a person may have several.
_SEVERAL = ("links", "addresses", "messengers", "own_dates")
# Each has its value without saying anything about a person.
_ALWAYS = frozenset({"name", "origin", "closeness", "last_in_touch"})


def cards_to_reread(owner: User) -> QuerySet[SourceCard]:
    """Return the cards of an owner that only an older reader has read."""
    return SourceCard.objects.for_user(owner).filter(read_by__lt=READER_GENERATION)


@transaction.atomic
def ask_for_rereading(*, owner_ids: Collection[int]) -> int:
    """Have the cards of these users read again; return for how many.

    Whoever has such a job waiting or running gets no second one.
    """
    at_work = Job.objects.filter(kind=KIND, owner__in=owner_ids, state__in=[Job.State.WAITING, Job.State.RUNNING])
    busy = set(at_work.values_list("owner_id", flat=True))
    wanted = [pk for pk in owner_ids if pk not in busy]
    for pk in wanted:
        enqueue_job(kind=KIND, owner=pk)
    return len(wanted)


@transaction.atomic
def reread_next_cards(*, owner: User) -> bool:
    """Read the next cards again, and fill in what no reader before could find; return whether there may be more.

    Cards say by which generation they were read, so it goes on where it stopped, and a second run finds nothing. The
    number of queries depends on how many photos there are alone.
    """
    cards = list(cards_to_reread(owner).order_by("read_by", "pk").select_for_update(no_key=True)[:BATCH])
    found = Contact.objects.for_user(owner).filter(pk__in={card.contact_id for card in cards})
    contacts = found.order_by("pk").select_related("owner").select_for_update(of=("self",)).in_bulk()
    with translation.override(owner.language):
        _complete(owner, [(contacts[card.contact_id], card) for card in cards if card.contact_id in contacts])
    for card in cards:
        card.read_by = READER_GENERATION
    SourceCard.objects.bulk_update(cards, ["read_by"])
    return len(cards) == BATCH


def _complete(owner: User, pairs: Sequence[tuple[Contact, SourceCard]]) -> None:
    details = [(contact, each) for contact, card in pairs if (each := _news_in(card))]
    fetch_known([contact for contact, _details in details])
    # Of several cards of one person the first that says anything counts.
    taken: set[tuple[UUID, str]] = set()
    lacked = [(contact, _lacked(contact, each, taken)) for contact, each in details]
    complete_contacts(owner=owner, pairs=lacked)
    for contact, card in pairs:
        if card.read_by < PHOTOS_SINCE and not contact.photo_name:
            give_photo(contact=contact, content=photo_of(card.source, card.raw))


def _lacked(contact: Contact, details: NewContact, taken: set[tuple[UUID, str]]) -> NewContact:
    """Return the details without what the contact has any of: what the user wrote meanwhile is all there is to say."""
    here = {name for name in _SEVERAL if getattr(contact, name).all() or (contact.pk, name) in taken}
    taken.update((contact.pk, name) for name in _SEVERAL if getattr(details, name))
    nothing: dict[str, Any] = dict.fromkeys(here, ())
    return replace(details, **nothing)


def _news_in(card: SourceCard) -> NewContact | None:
    """Return what a card says that no reader before could find; None when it can no longer be read."""
    record = _read(card)
    if not isinstance(record, PersonRecord):
        return None
    wanted = {name for since, names in FOUND_SINCE.items() if since > card.read_by for name in names}
    details = details_of(record, Import())
    silent = NewContact(name=details.name)
    old = [each.name for each in fields(details) if each.name not in wanted | _ALWAYS]
    return replace(details, **{name: getattr(silent, name) for name in old})


def _read(card: SourceCard) -> Record | None:
    """Return what a card says; lines of tables and lists are read as they were, and have nothing more to say."""
    match card.source:
        case ImportFile.Source.VCARD:
            return vcard.read_card(card.raw)
        case ImportFile.Source.MONICA:
            return monica.read_contact(card.raw)
        case _:
            return None
