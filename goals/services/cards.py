"""One card a person: all that a card says, saved at once, and that it was looked at."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction

from contacts.models import Contact
from contacts.rules.states import QuickMarks
from contacts.services import place_contact
from contacts.services.changing import change_facts, mark_contact, set_quick_marks
from contacts.services.positions import PositionFacts, facts_of, set_positions
from contacts.services.tags import fold_tag, tag_contacts, untag_contacts
from goals.models import InventoryCard

MARKS = ("is_interesting", "is_close_to_heart")


@dataclass(frozen=True, slots=True, kw_only=True)
class CardFacts:
    """What a card says of somebody; `tags` are names, organisation and role those of the current position."""

    closeness: str
    origin: str
    how_met: str
    organisation: str
    role: str
    tags: tuple[str, ...]
    marks: QuickMarks
    is_interesting: bool
    is_close_to_heart: bool


def card_of(contact: Contact) -> CardFacts:
    """Return what is known now; asks nothing of the database after `with_details()`."""
    position = contact.current_position
    tags = sorted((tagging.tag for tagging in contact.taggings.all()), key=lambda tag: tag.folded_name)
    return CardFacts(
        closeness=contact.closeness,
        origin=contact.origin,
        how_met=contact.how_met,
        organisation=position.organisation_name if position else "",
        role=position.role if position else "",
        tags=tuple(tag.name for tag in tags),
        marks=contact.quick_marks,
        is_interesting=contact.is_interesting,
        is_close_to_heart=contact.is_close_to_heart,
    )


@transaction.atomic
def save_card(*, contact: Contact, facts: CardFacts, now: datetime) -> InventoryCard:
    """Write down what differs from what is known, and that the card was looked at. Raises TooManyTagsError.

    `contact` comes with its details. The cadence of their own stays, and so do other positions.
    """
    was = card_of(contact)
    if facts.closeness != was.closeness:
        place_contact(contact=contact, closeness=facts.closeness, own_cadence=contact.own_cadence)
    if (facts.origin, facts.how_met) != (was.origin, was.how_met):
        change_facts(contact=contact, facts={"origin": facts.origin, "how_met": facts.how_met})
    if facts.marks != was.marks:
        set_quick_marks(contact=contact, marks=facts.marks)
    for mark in MARKS:
        if getattr(facts, mark) != getattr(was, mark):
            mark_contact(contact=contact, mark=mark, is_set=getattr(facts, mark))
    if (facts.organisation, facts.role) != (was.organisation, was.role):
        set_positions(contact=contact, positions=_positions(contact, facts))
    _set_tags(contact, facts.tags)
    return _look_at(contact, now, is_skipped=False)


@transaction.atomic
def skip_card(*, contact: Contact, now: datetime) -> InventoryCard:
    """Remember that a card was looked at and passed over; one that was saved once stays saved."""
    cards = InventoryCard.objects.for_user(contact.owner).filter(contact=contact, is_skipped=False)
    return _look_at(contact, now, is_skipped=not cards.exists())


def _look_at(contact: Contact, now: datetime, *, is_skipped: bool) -> InventoryCard:
    card, _made = InventoryCard.objects.update_or_create(
        owner=contact.owner, contact=contact, defaults={"is_skipped": is_skipped, "looked_at": now}
    )
    return card


def _positions(contact: Contact, facts: CardFacts) -> list[PositionFacts]:
    """Return all positions with the current one as the card says; emptied it is gone, and a new one comes first."""
    current = contact.current_position
    said = replace(facts_of(current) if current else PositionFacts(), role=facts.role, organisation=facts.organisation)
    stored = [said if position == current else facts_of(position) for position in contact.positions.all()]
    return [each for each in (stored if current else [said, *stored]) if each.role or each.organisation]


def _set_tags(contact: Contact, names: tuple[str, ...]) -> None:
    wanted = {fold_tag(name) for name in names}
    had = {tagging.tag.folded_name: tagging.tag_id for tagging in contact.taggings.all()}
    gone = [pk for folded, pk in had.items() if folded not in wanted]
    new = [name for name in names if fold_tag(name) not in had]
    if gone:
        untag_contacts(owner=contact.owner, contact_ids=[contact.pk], tag_ids=gone)
    if new:
        tag_contacts(owner=contact.owner, contact_ids=[contact.pk], names=new)
