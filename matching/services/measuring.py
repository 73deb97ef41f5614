"""How far people reach, measured in the background: ties, circles, networks, and the ways that lead through them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Max, Q, Sum

from accounts.models import User
from contacts.models import Contact, Origin, Tie
from contacts.queries.nameable import nameable
from goals.services import lock_inventory
from matching.models import Bridge
from matching.rules.betweenness import sampled_betweenness
from networks.models import NetworkMember
from netzwerk.core.jobs import enqueue_job
from netzwerk.core.models import Job

KIND = "measure-bridges"
# What leaves no trace (another origin, somebody archived) is seen after a week.
KEPT_FOR = timedelta(weeks=1)
# Asked for at most once in a while by pages.
ASKED_ONCE_IN = timedelta(days=1)
BATCH = 2_000


@dataclass(slots=True)
class Circle:
    """Somebody's people as they are measured: who is tied to whom, of which origin, in which networks."""

    ties: dict[UUID, set[UUID]] = field(default_factory=lambda: defaultdict(set))
    origins: dict[UUID, str] = field(default_factory=dict)
    networks: dict[UUID, set[UUID]] = field(default_factory=lambda: defaultdict(set))


@dataclass(frozen=True, slots=True)
class Measured:
    """What was measured about one person."""

    ties: int
    circles: int
    networks: int
    betweenness: float


def measure_soon(*, owner: User, now: datetime) -> Job | None:
    """Let it be measured in the background where that never happened and somebody has ties; else None."""
    if Bridge.objects.for_user(owner).exists() or not Tie.objects.for_user(owner).exists():
        return None
    if Job.objects.filter(kind=KIND, owner=owner, created_at__gt=now - ASKED_ONCE_IN).exists():
        return None
    return enqueue_job(kind=KIND, owner=owner)


def has_changed(*, owner: User, now: datetime) -> bool:
    """Tell whether ties or memberships came or went since it was measured, or that was a week ago."""
    bridges = Bridge.objects.for_user(owner).aggregate(at=Max("measured_at"), ties=Sum("ties"), members=Sum("networks"))
    ties = Tie.objects.for_user(owner).filter(nameable(owner, "contact", "other"))
    members = NetworkMember.objects.for_user(owner).filter(nameable(owner, "contact"), network__deleted_at=None)
    if bridges["at"] is None:
        return ties.exists() or members.exists()
    if bridges["at"] <= now - KEPT_FOR:
        return True
    is_new = Q(created_at__gt=bridges["at"])
    pairs = {frozenset(pair) for pair in ties.values_list("contact_id", "other_id")}
    return (
        ties.filter(is_new).exists()
        or members.filter(is_new).exists()
        or 2 * len(pairs) != bridges["ties"]
        or members.count() != bridges["members"]
    )


def read_circle(*, owner: User) -> Circle:
    """Return what is measured: only people who may be named."""
    circle = Circle()
    people = Contact.objects.for_user(owner).active().filter(ended_in_conflict=False)
    circle.origins = dict(people.values_list("pk", "origin"))
    for one, other in Tie.objects.for_user(owner).values_list("contact_id", "other_id"):
        if one in circle.origins and other in circle.origins:
            circle.ties[one].add(other)
            circle.ties[other].add(one)
    members = NetworkMember.objects.for_user(owner).filter(network__deleted_at=None)
    for contact_id, network_id in members.values_list("contact_id", "network_id"):
        if contact_id in circle.origins:
            circle.networks[contact_id].add(network_id)
    return circle


def measure(circle: Circle) -> dict[UUID, Measured]:
    """Return how far each reaches who has ties or is in a network; asks no database."""
    # Numbers are compared faster than ids; in the order of ids, so that the same people are picked each time.
    everybody = sorted(circle.ties)
    numbers = {pk: number for number, pk in enumerate(everybody)}
    neighbours = {numbers[pk]: sorted(numbers[other] for other in others) for pk, others in circle.ties.items()}
    between = sampled_betweenness(neighbours)
    return {
        pk: Measured(
            ties=len(circle.ties.get(pk, ())),
            circles=len({circle.origins[other] for other in circle.ties.get(pk, ())} - {Origin.OTHER.value}),
            networks=len(circle.networks.get(pk, ())),
            betweenness=between.get(numbers[pk], 0.0) if pk in numbers else 0.0,
        )
        for pk in {*everybody, *circle.networks}
    }


@transaction.atomic
def keep_bridges(*, owner: User, measured: Mapping[UUID, Measured], now: datetime) -> int:
    """Keep what was measured in place of what was kept before; people who are gone since are left out."""
    # Two that measure at once keep their figures one after the other.
    lock_inventory(owner=owner)
    there = set(Contact.objects.for_user(owner).filter(deleted_at=None).values_list("pk", flat=True))
    Bridge.objects.for_user(owner).delete()
    rows = [
        Bridge(
            owner=owner,
            contact_id=pk,
            ties=one.ties,
            circles=one.circles,
            networks=one.networks,
            betweenness=one.betweenness,
            measured_at=now,
        )
        for pk, one in measured.items()
        if pk in there
    ]
    Bridge.objects.bulk_create(rows, batch_size=BATCH)
    return len(rows)
