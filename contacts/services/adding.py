"""Entering people, one or many."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from accounts.models import User
from contacts.models import Contact
from contacts.phones import region_of
from contacts.rules.anchors import anchors_for
from contacts.rules.cadence import DEFAULT_CADENCES
from contacts.services.belongings import add_belongings, add_own_dates, add_positions, add_tags
from contacts.services.findable import findable_of
from contacts.services.indexing import add_contact_words, words_of_findable
from contacts.services.new_contact import NewContact, columns_of
from netzwerk.core.copying import write_objects


@dataclass(frozen=True, slots=True)
class Share:
    """That these people are some of many entered together: how many came before, and how many there are in all."""

    start: int
    total: int


@transaction.atomic
def add_contacts(
    *, owner: User, people: Sequence[NewContact], today: date, share: Share | None = None
) -> list[Contact]:
    """Enter people and return them in the same order; the number of queries does not depend on how many they are.

    Due dates are spread over the cadence among those with the same closeness and the same *last in touch, roughly*;
    a `share` spreads them over an import that comes in batches.
    """
    anchors = _anchors(people, today, share)
    contacts = [_contact(owner, details, anchor) for details, anchor in zip(people, anchors, strict=True)]
    write_objects(Contact, contacts)
    pairs = list(zip(contacts, people, strict=True))
    add_belongings(owner, pairs)
    add_own_dates(owner, pairs)
    places, tags = add_positions(owner, pairs), add_tags(owner, pairs)
    region = region_of(owner)
    words = {contact.pk: words_of_findable(findable_of(details, places, tags, region)) for contact, details in pairs}
    add_contact_words(owner=owner, words=words)
    return contacts


def _contact(owner: User, details: NewContact, anchor: date) -> Contact:
    contact = Contact(owner=owner, anchor_on=anchor, closeness=details.closeness, **columns_of(details))
    contact.languages = list(details.languages)
    contact.birthday = details.birthday
    if details.cadence:
        contact.own_cadence_count, contact.own_cadence_unit = details.cadence.count, details.cadence.unit
    contact.index_name()
    return contact


def _anchors(people: Sequence[NewContact], today: date, share: Share | None) -> list[date]:
    groups: dict[tuple[str, str], list[int]] = defaultdict(list)
    for index, details in enumerate(people):
        if details.anchor_on is None:
            groups[details.closeness, details.last_in_touch].append(index)
    anchors = [details.anchor_on or today for details in people]
    for (closeness, roughly), indexes in groups.items():
        start, total = (share.start, share.total) if share else (0, len(indexes))
        places = range(start, start + len(indexes))
        found = anchors_for(roughly, today, DEFAULT_CADENCES[closeness], max(total, places.stop), places)
        for index, anchor in zip(indexes, found, strict=True):
            anchors[index] = anchor
    return anchors
