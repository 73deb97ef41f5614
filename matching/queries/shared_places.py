"""Organisations and networks that people have in common: who was there when, and how many there are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count

from accounts.models import User
from contacts.models import Position
from contacts.rules.partial_dates import begins_on, counts_as
from matching.rules.path_strengths import network_strength, organisation_strength
from matching.rules.paths import Link, LinkKind
from matching.rules.together import Stay, together
from networks.models import NetworkMember

# Where more people than these are, only the nearest of them are looked at.
LARGEST_GROUP = 50
TIME = ("started_on", "started_precision", "ended_on", "ended_precision", "has_ended")
Stays = dict[UUID, list[Stay]]


@dataclass(frozen=True, slots=True)
class Place:
    """An organisation or a network: its name, how many are in it, and who of those asked about was there when."""

    kind: LinkKind
    name: str
    size: int
    stays: Stays


Places = dict[UUID, Place]


def organisations_of(owner: User, people: Collection[UUID]) -> Places:
    """Return where these people work or worked; two queries."""
    positions = Position.objects.for_user(owner).order_by()
    own = positions.filter(contact__in=people).exclude(organisation=None)
    names: dict[UUID, str] = {}
    stays: dict[UUID, Stays] = defaultdict(lambda: defaultdict(list))
    for pk, name, contact, *time in own.values_list("organisation", "organisation__name", "contact", *TIME):
        names[pk] = name
        stays[pk][contact].append(_stay(*time))
    # Whoever was there twice counts twice, which the index alone can count.
    sizes = dict(positions.filter(organisation__in=names).values_list("organisation").annotate(size=Count("*")))
    return {pk: Place(LinkKind.ORGANISATION, name, sizes.get(pk, 1), stays[pk]) for pk, name in names.items()}


def networks_of(owner: User, people: Collection[UUID]) -> Places:
    """Return in which networks these people are or were, the bin left out; two queries."""
    members = NetworkMember.objects.for_user(owner).order_by()
    own = members.filter(contact__in=people, network__deleted_at=None)
    said: dict[UUID, tuple[str, int]] = {}
    stays: dict[UUID, Stays] = defaultdict(lambda: defaultdict(list))
    columns = ("network", "network__name", "network__size", "contact", "since_year", "until_year")
    for pk, name, size, contact, since, until in own.values_list(*columns):
        said[pk] = (name, size or 0)
        stays[pk][contact].append(_years(since, until))
    sizes = dict(members.filter(network__in=said).values_list("network").annotate(size=Count("*")))
    return {
        pk: Place(LinkKind.NETWORK, name, max(size, sizes.get(pk, 1)), stays[pk]) for pk, (name, size) in said.items()
    }


def links_at_work(owner: User, known: Collection[UUID], places: Places, today: date) -> Iterator[Link]:
    """Yield what joins these people with those whose organisations these are; one query."""
    rows = Position.objects.for_user(owner).filter(contact__in=known, organisation__in=places).order_by()
    for pk, contact, *time in rows.values_list("organisation", "contact", *TIME):
        yield from _links_at(pk, places[pk], contact, _stay(*time), today)


def links_in_networks(owner: User, known: Collection[UUID], places: Places, today: date) -> Iterator[Link]:
    """Yield what joins these people with those whose networks these are; one query."""
    rows = NetworkMember.objects.for_user(owner).filter(contact__in=known, network__in=places).order_by()
    for pk, contact, since, until in rows.values_list("network", "contact", "since_year", "until_year"):
        yield from _links_at(pk, places[pk], contact, _years(since, until), today)


def _links_at(pk: UUID, place: Place, contact: UUID, stay: Stay, today: date) -> Iterator[Link]:
    worth_of = organisation_strength if place.kind is LinkKind.ORGANISATION else network_strength
    for other, stays in place.stays.items():
        for time in (together(stay, each, today=today) for each in stays if other != contact):
            if time is not None:
                worth = worth_of(time, place.size)
                yield Link(contact, other, place.kind, worth, place.name, pk, time.first, time.last, time.is_certain)


def _stay(begun: date | None, begun_as: str, ended: date | None, ended_as: str, is_over: bool) -> Stay:
    return Stay(begins_on(begun, begun_as) if begun else None, counts_as(ended, ended_as) if ended else None, is_over)


def _years(since: int | None, until: int | None) -> Stay:
    return Stay(date(since, 1, 1) if since else None, date(until, 12, 31) if until else None, until is not None)
