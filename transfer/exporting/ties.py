"""Whom somebody stands in a tie with, as cards say it: RELATED of RFC 6350 section 6.6.6, and Apple's names in 3.0."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from accounts.models import User
from contacts.models import Contact, Tie
from contacts.rules.ties import INTRODUCED, Stand, turned
from transfer.models import SourceCard
from transfer.vcard.lines import write_line
from transfer.vcard.properties import Property
from transfer.vcard.values import escape

# What the other is to the person of the card; kin is whoever is a relative in another way.
_TYPES = {"knows": "acquaintance", "works_with": "co-worker", "partner": "spouse", "introduced": "contact"}
_KIN = {"parent": "parent", "child": "child", "sibling": "sibling"}
# What Apple knows by itself; other words it shows as they are.
_APPLE = {"spouse", "parent", "child"}
_GROUP = re.compile(r"^item(\d{1,4})\.", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Related:
    """Somebody else with a card: what they are to its person, their name, and the UID of their card."""

    type: str
    name: str
    uid: str


def related_of(owner: User, ids: Collection[UUID]) -> Mapping[UUID, list[Related]]:
    """Return by contact whom they stand in a tie with, by name; those in the bin and made anonymous are left out."""
    ties = Tie.objects.for_user(owner).filter(Q(contact__in=ids) | Q(other__in=ids))
    stands = [Stand(*row) for row in ties.values_list("contact_id", "other_id", "kind", "kinship")]
    wanted = {stand.first for stand in stands} | {stand.second for stand in stands}
    there = Contact.objects.for_user(owner).present().filter(pk__in=wanted, anonymised_at=None)
    names = dict(there.values_list("pk", "name")) if wanted else {}
    cards = SourceCard.objects.for_user(owner).filter(contact__in=names).exclude(uid="").order_by("pk")
    uids = dict(cards.values_list("contact_id", "uid")) if names else {}
    found: dict[UUID, list[Related]] = defaultdict(list)
    for stand in stands:
        for person, other in ((stand.first, stand.second), (stand.second, stand.first)):
            if person in ids and other in names:
                found[person].append(Related(type_of(stand, other), names[other], uids.get(other, str(other))))
    return {pk: sorted(related, key=lambda one: (one.name, one.type)) for pk, related in found.items()}


def related_lines(related: Sequence[Related], card: str, version: str) -> list[str]:
    """Return the lines for ties that a written card does not say yet: it may have kept them from an export of ours."""
    said = card.replace("\r\n ", "")
    properties = _of_apple(related, said) if version == "3.0" else _of_rfc(related, said)
    return [write_line(each) for each in properties]


def _of_rfc(related: Sequence[Related], said: str) -> Iterator[Property]:
    for each in related:
        is_uri = _is_uuid(each.uid)
        value = f"urn:uuid:{each.uid}" if is_uri else escape(each.name)
        if not re.search(rf"^(?:\w+\.)?RELATED\b.*:{re.escape(value)}\r?$", said, re.IGNORECASE | re.MULTILINE):
            yield Property("", "RELATED", {"TYPE": [each.type], **({} if is_uri else {"VALUE": ["text"]})}, value)


def _of_apple(related: Sequence[Related], said: str) -> Iterator[Property]:
    number = max((int(found) for found in _GROUP.findall(said)), default=0)
    for each in related:
        value = escape(each.name)
        if re.search(rf"^(?:\w+\.)?X-ABRELATEDNAMES\b.*:{re.escape(value)}\r?$", said, re.IGNORECASE | re.MULTILINE):
            continue
        number += 1
        yield Property(f"item{number}", "X-ABRELATEDNAMES", {}, value)
        yield Property(f"item{number}", "X-ABLABEL", {}, escape(apple_label(each.type)))


def apple_label(kind: str) -> str:
    """Return what Apple calls what somebody is to another."""
    return f"_$!<{kind.capitalize()}>!$_" if kind in _APPLE else kind


def _is_uuid(text: str) -> bool:
    try:
        return str(UUID(text)) == text.lower()
    except ValueError:
        return False


def type_of(stand: Stand, other: UUID) -> str:
    """Return what the other of the two is to the one."""
    if stand.kind == INTRODUCED:
        return _TYPES[INTRODUCED]
    seen = stand if stand.first == other else turned(stand)
    return _KIN.get(seen.kinship, "kin") if seen.kind == "relative" else _TYPES[seen.kind]
