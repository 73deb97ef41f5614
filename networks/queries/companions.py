"""In which network moments and exchanges were, and which exchanges may be shown."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from uuid import UUID

from django.db.models import Case, IntegerField, Q, Value, When
from django.urls import reverse

from accounts.models import User
from networks.models import ACTIVE_STAGES, Network, NetworkExchange, NetworkMoment
from netzwerk.core.companions import Companion

ICON = "diagram-3"


def networks_of_moments(user: User, ids: Collection[UUID]) -> dict[UUID, Companion]:
    """Return the network of each of these moments that has one, the bin left out; one query."""
    links = NetworkMoment.objects.for_user(user).filter(moment__pk__any_of=ids, network__deleted_at=None)
    return _companions(links.values_list("moment_id", "network_id", "network__name"))


def networks_of_exchanges(user: User, ids: Collection[UUID]) -> dict[UUID, Companion]:
    """Return the network of each of these exchanges that has one, the bin left out; one query."""
    links = NetworkExchange.objects.for_user(user).filter(exchange__pk__any_of=ids, network__deleted_at=None)
    return _companions(links.values_list("exchange_id", "network_id", "network__name"))


def not_with_binned_network(user: User) -> Q:
    """Return the condition that an exchange is with a person, or else with a network that is not in the bin."""
    gone = NetworkExchange.objects.for_user(user).filter(network__deleted_at__isnull=False)
    return Q(contact__isnull=False) | ~Q(pk__in=gone.values("exchange_id"))


def choosable_networks(user: User) -> list[tuple[UUID, str]]:
    """Return the user's networks to choose from, those where they are active first, then by name; one query."""
    place = Case(When(stage__in=ACTIVE_STAGES, then=Value(0)), default=Value(1), output_field=IntegerField())
    found = Network.objects.for_user(user).present().order_by(place, "folded_name", "id")
    return list(found.values_list("pk", "name"))


def _companions(rows: Iterable[tuple[UUID, UUID, str]]) -> dict[UUID, Companion]:
    return {
        row_id: Companion(name, reverse("networks:network-detail", args=[network_id]), ICON)
        for row_id, network_id, name in rows
    }
