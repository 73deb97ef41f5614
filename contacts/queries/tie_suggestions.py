"""Ties that could be: two people of one place and time, or of one family and address; never all with all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import chain, islice
from typing import Any
from uuid import UUID

from django.db.models import Count, Q

from accounts.models import User
from contacts.models import Contact, DeclinedPair, Position, PostalAddress, Tie
from contacts.queries.nameable import nameable
from contacts.rules.pairs import Pair, pair_of
from contacts.rules.tie_suggestions import (
    LARGEST_GROUP,
    SharedTime,
    Stay,
    address_key,
    pairs_within,
    shared_time,
    stay_of,
)
from netzwerk.core.folding import fold


@dataclass(frozen=True, slots=True)
class TieSuggestion:
    """Two people who probably know each other, and the facts: a place and time in common, or an address."""

    first: Contact
    second: Contact
    kind: str
    place: str
    time: SharedTime | None = None


@dataclass(frozen=True, slots=True)
class _Found:
    pair: Pair
    kind: str
    place: str
    time: SharedTime | None = None


def suggest_ties(user: User, *, today: date, limit: int, contact: Contact | None = None) -> list[TieSuggestion]:
    """Return pairs that probably know each other, of one contact or of all; six queries at most.

    Left out are those who have a tie, about whom the user said no, and whom rule 2 never lets be suggested.
    """
    settled = _settled(user, contact)
    found = chain(_of_one_family(user, contact, settled, limit), _of_one_place(user, contact, settled, today, limit))
    once: dict[Pair, _Found] = {}
    for each in found:
        once.setdefault(each.pair, each)
    chosen = list(islice(once.values(), limit))
    people = Contact.objects.for_user(user).defer("note").in_bulk({pk for each in chosen for pk in each.pair})
    return [
        TieSuggestion(people[each.pair.first], people[each.pair.second], each.kind, each.place, each.time)
        for each in chosen
    ]


def _settled(user: User, contact: Contact | None) -> set[Pair]:
    ties, declined = Tie.objects.for_user(user), DeclinedPair.objects.for_user(user).filter(about="tie")
    if contact is not None:
        ties = ties.filter(Q(contact=contact) | Q(other=contact))
        declined = declined.filter(Q(first=contact) | Q(second=contact))
    pairs = ties.order_by().values_list("contact_id", "other_id")
    both = pairs.union(declined.order_by().values_list("first_id", "second_id"), all=True)
    return {pair_of(one, other) for one, other in both}


def _of_one_place(user: User, contact: Contact | None, settled: set[Pair], today: date, limit: int) -> Iterator[_Found]:
    names, stays = _stays(user, contact, today)

    def fits(one: Any, other: Any) -> bool:
        return (
            one.contact_id != other.contact_id
            and (contact is None or contact.pk in (one.contact_id, other.contact_id))
            and pair_of(one.contact_id, other.contact_id) not in settled
            and shared_time(one, other) is not None
        )

    for one, other in pairs_within(list(stays.values()), fits=fits, limit=limit):
        assert isinstance(one, Stay)
        assert isinstance(other, Stay)
        time = shared_time(one, other)
        yield _Found(pair_of(one.contact_id, other.contact_id), Tie.Kind.WORKS_WITH, names[one.place_id], time)


def _stays(user: User, contact: Contact | None, today: date) -> tuple[dict[UUID, str], dict[UUID, list[Stay]]]:
    """Return the organisations that are not too large, and who was there when."""
    positions = Position.objects.for_user(user).filter(nameable(user, "contact")).exclude(organisation=None).order_by()
    if contact is not None:
        own = {one.organisation_id for one in contact.positions.all() if one.organisation_id}
        positions = positions.filter(organisation__in=own)
    sizes = positions.values("organisation").annotate(size=Count("contact", distinct=True))
    small = list(sizes.filter(size__gte=2, size__lte=LARGEST_GROUP).values_list("organisation", flat=True))
    columns = ("started_on", "started_precision", "ended_on", "ended_precision", "has_ended")
    names: dict[UUID, str] = {}
    stays: dict[UUID, list[Stay]] = defaultdict(list)
    rows = positions.filter(organisation__in=small).order_by("organisation", "contact")
    for place_id, name, contact_id, *values in rows.values_list(
        "organisation", "organisation__name", "contact", *columns
    ):
        stay = stay_of(contact_id, place_id, **dict(zip(columns, values, strict=True)), today=today)
        if stay is not None:
            names[place_id] = name
            stays[place_id].append(stay)
    return names, stays


def _of_one_family(user: User, contact: Contact | None, settled: set[Pair], limit: int) -> Iterator[_Found]:
    # Towns come again and again, and folding them is most of the work.
    folded = cache(fold)
    places: dict[str, dict[UUID, str]] = defaultdict(dict)
    for contact_id, street, postal_code, city in _addresses(user, contact):
        if key := address_key(folded(street), folded(postal_code), folded(city)):
            places[key].setdefault(contact_id, f"{street}, {postal_code} {city}".strip(", "))
    shared = {key: there for key, there in places.items() if len(there) > 1}
    if contact is not None:
        shared = {key: there for key, there in shared.items() if contact.pk in there}
    groups = _by_family(user, shared)

    def fits(one: Any, other: Any) -> bool:
        return (contact is None or contact.pk in (one, other)) and pair_of(one, other) not in settled

    words = {contact_id: text for group in groups.values() for contact_id, text in group.items()}
    several: list[list[Hashable]] = [list(group) for group in groups.values() if len(group) > 1]
    for one, other in pairs_within(several, fits=fits, limit=limit):
        assert isinstance(one, UUID)
        assert isinstance(other, UUID)
        yield _Found(pair_of(one, other), Tie.Kind.RELATIVE, words[one])


def _by_family(user: User, places: dict[str, dict[UUID, str]]) -> dict[tuple[str, str], dict[UUID, str]]:
    """Divide the people of each address by their family names."""
    named = Contact.objects.for_user(user).filter(pk__in={pk for place in places.values() for pk in place})
    rows = named.order_by().values_list("pk", "name", "family_name")
    families = {pk: fold(family or name.split()[-1]) for pk, name, family in rows} if places else {}
    groups: dict[tuple[str, str], dict[UUID, str]] = defaultdict(dict)
    for key, place in places.items():
        for pk, text in place.items():
            if families.get(pk):
                groups[families[pk], key][pk] = text
    return groups


def _addresses(user: User, contact: Contact | None) -> Iterator[tuple[UUID, str, str, str]]:
    addresses = (
        PostalAddress.objects.for_user(user)
        .filter(nameable(user, "contact"))
        .exclude(street="")
        .order_by("contact", "id")
    )
    if contact is not None:
        own = [one for one in contact.addresses.all() if one.street]
        cities, codes = {one.city for one in own}, {one.postal_code for one in own}
        addresses = addresses.filter(Q(city__in=cities) | Q(postal_code__in=codes))
    yield from addresses.values_list("contact", "street", "postal_code", "city")
