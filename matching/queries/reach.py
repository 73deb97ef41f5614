"""Whom people know: how many, of which circles and networks, and who of them works in a field."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from datetime import date
from uuid import UUID

from django.db.models import Count, Q

from accounts.models import User
from contacts.models import Origin, Position, Tie
from contacts.queries.nameable import nameable
from contacts.rules.search_words import words_of
from matching.models import Bridge
from matching.queries.eligible import Eligible
from matching.queries.shortlists import MOST_KNOWING, said_about
from matching.rules.known import Acquaintance, Reach
from matching.rules.wanted import Wanted
from networks.models import NetworkMember

# Whose acquaintances are asked for: people who work in the field.
MOST_IN_FIELD = 150
ENDS = (("contact_id", "other_id"), ("other_id", "contact_id"))


def mutual_counts(owner: User, ids: Collection[UUID]) -> Mapping[UUID, int]:
    """Return how many of the user's people each of these knows; two queries."""
    counts: Counter[UUID] = Counter()
    for end, _other in ENDS:
        rows = Tie.objects.for_user(owner).filter(**{f"{end}__in": ids}).order_by()
        counts.update(dict(rows.values_list(end).annotate(Count("pk"))))
    return counts


def reach_of(owner: User, ids: Collection[UUID], *, today: date) -> dict[UUID, Reach]:
    """Return how far these people reach as of now, and the betweenness that was measured last; four queries."""
    known: dict[UUID, dict[UUID, str]] = defaultdict(dict)
    may_be_named = nameable(owner, "contact", "other")
    for end, other in ENDS:
        rows = Tie.objects.for_user(owner).filter(may_be_named, **{f"{end}__in": ids})
        for pk, neighbour, origin in rows.values_list(end, other, f"{other.removesuffix('_id')}__origin"):
            known[pk][neighbour] = origin
    networks = _networks_of(owner, ids, today)
    bridges = Bridge.objects.for_user(owner).filter(contact__in=ids)
    between = dict(bridges.values_list("contact_id", "betweenness"))
    order = [origin.value for origin in Origin if origin is not Origin.OTHER]
    return {
        pk: Reach(
            ties=len(known[pk]),
            circles=tuple(origin for origin in order if origin in set(known[pk].values())),
            networks=tuple(networks.get(pk, ())),
            betweenness=between.get(pk, 0.0),
        )
        for pk in ids
    }


def _networks_of(owner: User, ids: Collection[UUID], today: date) -> dict[UUID, list[str]]:
    is_current = Q(until_year=None) | Q(until_year__gte=today.year)
    members = NetworkMember.objects.for_user(owner).filter(is_current, contact__in=ids, network__deleted_at=None)
    networks: dict[UUID, list[str]] = defaultdict(list)
    for pk, name in members.order_by("network__folded_name").values_list("contact_id", "network__name"):
        networks[pk].append(name)
    return networks


def acquaintances_in_field(eligible: Eligible, others: Eligible, wanted: Wanted) -> dict[UUID, list[Acquaintance]]:
    """Return who knows somebody who works in the field today, and whom; four queries.

    `others` are all whom rule 2 lets be named, also those who have the role themselves. Colleagues of one place do
    not count: that they know each other opens no door.
    """
    there = _working_in_field(others, wanted)
    knows: dict[UUID, list[Acquaintance]] = defaultdict(list)
    for end, other in ENDS:
        rows = Tie.objects.for_user(eligible.owner).filter(**{f"{end}__in": list(there)})
        for pk, neighbour in eligible.among(rows, other).order_by("pk").values_list(end, other):
            name, place = there[pk]
            is_colleague = neighbour in there and there[neighbour][1] == place
            if not is_colleague and all(one.name != name for one in knows[neighbour]):
                knows[neighbour].append(Acquaintance(name, place))
    best = sorted((pk for pk in knows if knows[pk]), key=lambda pk: (-len(knows[pk]), pk))
    return {pk: knows[pk] for pk in best[:MOST_KNOWING]}


def _working_in_field(people: Eligible, wanted: Wanted) -> dict[UUID, tuple[str, str]]:
    """Return people whose current place is of the field, each with their name and the place's."""
    ids = said_about(people, wanted.words, limit=MOST_IN_FIELD)
    rows = Position.objects.for_user(people.owner).filter(contact__in=ids, has_ended=False, organisation__isnull=False)
    found: dict[UUID, tuple[str, str]] = {}
    columns = ("contact_id", "contact__name", "organisation__name", "organisation__industry", "role")
    for pk, person, name, industry, role in rows.order_by("pk").values_list(*columns):
        if not wanted.words.isdisjoint(words_of(name, industry, role)):
            found.setdefault(pk, (person, name))
    return found
