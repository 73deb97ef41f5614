"""Moments and exchanges in a network: each belongs to one network at most."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.db import transaction

from accounts.models import User
from contacts.models import Exchange, Moment
from networks.models import Network, NetworkExchange, NetworkMoment, Occurrence


@transaction.atomic
def link_moment(
    *, network: Network, moment: Moment, occurrence: Occurrence | None = None, minutes: int | None = None
) -> NetworkMoment:
    """Say that a moment happened in a network, perhaps at one of its meetings, and how long it took.

    Where it was in another network, or said something else, this replaces it.
    """
    link, _is_new = NetworkMoment.objects.update_or_create(
        owner=network.owner,
        moment=moment,
        defaults={"network": network, "occurrence": occurrence, "minutes": minutes},
    )
    return link


@transaction.atomic
def unlink_moment(*, moment: Moment) -> None:
    """Say that a moment happened in no network."""
    NetworkMoment.objects.for_user(moment.owner).filter(moment=moment).delete()


@transaction.atomic
def link_exchange(*, network: Network, exchange: Exchange) -> NetworkExchange:
    """Say that an exchange happened in a network; where it was in another one, this replaces it."""
    link, _is_new = NetworkExchange.objects.update_or_create(
        owner=network.owner, exchange=exchange, defaults={"network": network}
    )
    return link


@transaction.atomic
def unlink_exchange(*, exchange: Exchange) -> None:
    """Say that an exchange happened in no network; one without a contact then is with nobody."""
    NetworkExchange.objects.for_user(exchange.owner).filter(exchange=exchange).delete()


@transaction.atomic
def forget_exchanges(*, owner: User, networks: Collection[UUID]) -> int:
    """Delete for good what was exchanged with these networks as such, without a person; return how many.

    Called before networks are deleted for good: with whom it was would be lost. What was with a person stays.
    """
    links = NetworkExchange.objects.for_user(owner).filter(network__in=networks)
    alone = Exchange.objects.for_user(owner).filter(contact=None, pk__in=links.values("exchange_id"))
    count = alone.count()
    alone.delete()
    return count
