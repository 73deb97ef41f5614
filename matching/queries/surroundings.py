"""Who stands near some people: by ties, organisations, networks and introductions; the whole graph is never loaded.

The user knows everybody, so only the neighbourhood of whoever is looked for matters: one or two levels of it, each by
indexes, and bounded where somebody has thousands of ties or a place thousands of people. Of a crowd those come first
to whom the user stands nearest.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import chain
from typing import Any
from uuid import UUID

from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.db.models.functions import Coalesce

from accounts.models import User
from contacts.models import Closeness, Contact, ContactQuerySet, LastInTouch, Position, Tie
from matching.queries.introductions import Mentions
from matching.queries.shared_places import (
    LARGEST_GROUP,
    Places,
    links_at_work,
    links_in_networks,
    networks_of,
    organisations_of,
)
from matching.rules.path_strengths import Acquaintance, relation_strength, tie_strength
from matching.rules.paths import Link, LinkKind
from networks.models import NetworkMember

MOST_NEAR, MOST_OF_CROWDS = 120, 40
# So many ties of several people at once are looked at in each direction; one hub has 2,000.
MOST_TIES = 4000
RELATION = ("pk", "closeness", "trust", "last_moment_on", "anchor_on", "last_in_touch")
NOBODY = Mentions(frozenset(), ())
Ids = QuerySet[Any, Any]


@dataclass(slots=True)
class Around:
    """Who may be on a way, by what the user's relation is worth, and what joins people."""

    known: dict[UUID, float] = field(default_factory=dict)
    links: list[Link] = field(default_factory=list)


def look_around(
    owner: User, people: Sequence[UUID], *, today: date, mentions: Mentions = NOBODY, with_crowds: bool = True
) -> Around:
    """Return who stands near these people, with what joins them; nine queries at most, however many there are.

    Only people whom product rule 2 lets be suggested. `mentions` are introductions that name one of them. Without
    crowds a place of many joins nobody.
    """
    organisations, networks = organisations_of(owner, people), networks_of(owner, people)
    if not with_crowds:
        organisations, networks = _small(organisations), _small(networks)
    small, large = _by_size(organisations, networks)
    near = chain(_tied_to(owner, people), _those_in(owner, small), _by_id(owner, mentions.people))
    known = known_among(owner, near, MOST_NEAR, today)
    if any(large):
        known |= known_among(owner, _those_in(owner, large), MOST_OF_CROWDS, today)
    joined = chain(
        _ties_between(owner, people, known),
        links_at_work(owner, known, organisations, today),
        links_in_networks(owner, known, networks, today),
        (link for link in mentions.links if link.one in known),
    )
    return Around(known, list(joined))


def known_among(owner: User, ids: Iterator[Ids], limit: int, today: date) -> dict[UUID, float]:
    """Return the nearest of the people whom these queries find, with what the relation to each is worth; one query.

    Only people whom product rule 2 lets be suggested.
    """
    first, *others = ids
    found = Contact.objects.for_user(owner).suggestible(on=today).filter(pk__any_of=first.union(*others))
    rows = nearest_first(found).values_list(*RELATION)[:limit]
    return {pk: relation_strength(acquaintance(*relation), today=today) for pk, *relation in rows}


def nearest_first(people: ContactQuerySet) -> ContactQuerySet:
    """Return people in the order in which the user stands near them, roughly: closeness, then who was heard of last."""
    ranks = [When(closeness=closeness, then=Value(rank)) for rank, closeness in enumerate(Closeness.values)]
    rank = Case(*ranks, output_field=IntegerField())
    return people.order_by(rank, Coalesce("last_moment_on", "anchor_on").desc(), "pk")


def acquaintance(closeness: str, trust: int, last: date | None, anchor: date, answer: str) -> Acquaintance:
    """Return how the user stands to somebody: without a moment a rough answer tells since when it is silent."""
    silent_since = None if last is None and answer == LastInTouch.NOT_SURE else last or anchor
    return Acquaintance(closeness, trust, silent_since)


def acquaintance_of(contact: Contact) -> Acquaintance:
    """Return how the user stands to a contact."""
    return acquaintance(
        contact.closeness, contact.trust, contact.last_moment_on, contact.anchor_on, contact.last_in_touch
    )


def _small(places: Places) -> Places:
    return {pk: place for pk, place in places.items() if place.size <= LARGEST_GROUP}


def _by_size(*places: Places) -> tuple[list[list[UUID]], list[list[UUID]]]:
    small = [[pk for pk, place in each.items() if place.size <= LARGEST_GROUP] for each in places]
    large = [[pk for pk, place in each.items() if place.size > LARGEST_GROUP] for each in places]
    return small, large


def _tied_to(owner: User, people: Collection[UUID]) -> Iterator[Ids]:
    ties = Tie.objects.for_user(owner).order_by()
    yield ties.filter(contact__in=people).values_list("other_id")[:MOST_TIES]
    yield ties.filter(other__in=people).values_list("contact_id")[:MOST_TIES]


def _those_in(owner: User, places: list[list[UUID]]) -> Iterator[Ids]:
    organisations, networks = places
    if organisations:
        work = Position.objects.for_user(owner).filter(organisation__in=organisations)
        yield work.order_by().values_list("contact_id")
    if networks:
        members = NetworkMember.objects.for_user(owner).filter(network__in=networks)
        yield members.order_by().values_list("contact_id")


def _by_id(owner: User, ids: Collection[UUID]) -> Iterator[Ids]:
    if ids:
        yield Contact.objects.for_user(owner).filter(pk__in=ids).order_by().values_list("pk")


def _ties_between(owner: User, people: Collection[UUID], known: Collection[UUID]) -> Iterator[Link]:
    ties = Tie.objects.for_user(owner).order_by()
    columns = ("pk", "contact_id", "other_id", "kind", "kinship", "strength")
    there = ties.filter(contact__in=people, other__in=known).values_list(*columns)
    back = ties.filter(other__in=people, contact__in=known).values_list(*columns)
    for pk, one, other, kind, kinship, strength in there.union(back):
        detail = kinship or (str(strength) if strength else "")
        worth = tie_strength(kind, kinship, strength)
        yield Link(one, other, LinkKind(kind), worth, subject_id=pk, detail=detail)
