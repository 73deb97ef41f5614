"""Entering people, one or many."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import DEFERRED

from accounts.models import User
from accounts.services.quotas import Quota, make_sure_of_room
from contacts.models import Contact, Organisation, Tag
from contacts.phones import region_of
from contacts.rules.anchors import anchors_for
from contacts.rules.cadence import DEFAULT_CADENCES
from contacts.services.belongings import Pairs, add_belongings, add_own_dates, add_positions, add_tags
from contacts.services.findable import findable_of
from contacts.services.indexing import add_contact_words, words_of_findable
from contacts.services.new_contact import NewContact, columns_of
from netzwerk.core.copying import write_objects
from netzwerk.core.ids import new_id


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
    a `share` spreads them over an import that comes in batches. Raises `FullError` where they have no room.
    """
    make_sure_of_room(owner=owner, quota=Quota.PEOPLE, wanted=len(people))
    anchors = _anchors(people, today, share)
    contacts = list(_contacts(owner, people, anchors))
    pairs = list(zip(contacts, people, strict=True))
    places, tags = add_positions(owner, pairs), add_tags(owner, pairs)
    # Of many people, words take as long to find as rows to store: one core does this, the other that.
    with ThreadPoolExecutor(max_workers=1) as beside:
        words = beside.submit(_words, pairs, places, tags, region_of(owner))
        write_objects(Contact, contacts)
        add_own_dates(owner, pairs)
        add_belongings(owner, pairs)
    add_contact_words(owner=owner, words=words.result())
    return contacts


def _words(
    pairs: Pairs, places: Mapping[str, Organisation], tags: Mapping[str, Tag], region: str
) -> dict[UUID, dict[str, int]]:
    return {contact.pk: words_of_findable(findable_of(details, places, tags, region)) for contact, details in pairs}


def _contacts(owner: User, people: Sequence[NewContact], anchors: Sequence[date]) -> Iterator[Contact]:
    fields = Contact._meta.concrete_fields
    usual = {field.attname: DEFERRED if field.generated else field.get_default() for field in fields}
    for details, anchor in zip(people, anchors, strict=True):
        said = {**usual, **columns_of(details), "closeness": details.closeness, "anchor_on": anchor, "id": new_id()}
        # By place, as Django takes four times as long by name, which an import of many feels.
        contact = Contact(*said.values())  # type: ignore[misc]  # values of all kinds
        contact.owner, contact.languages, contact.birthday = owner, list(details.languages), details.birthday
        if details.cadence:
            contact.own_cadence_count, contact.own_cadence_unit = details.cadence.count, details.cadence.unit
        contact.index_name()
        yield contact


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
