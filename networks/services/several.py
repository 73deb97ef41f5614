"""Several networks at once: moved, put into the bin, brought back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from accounts.models import User
from networks.models import Network, StageMove
from networks.services.networks import delete_network, restore_network
from networks.services.stages import NothingToGiveError, move_network


@transaction.atomic
def move_networks(
    *, owner: User, networks: Sequence[Network], stage: str, today: date
) -> tuple[list[StageMove], list[Network]]:
    """Move these networks, and return their moves and those that stayed for want of an idea of what to give.

    Nobody confirms for several at once, so each of these is asked about by itself.
    """
    moves: list[StageMove] = []
    refused: list[Network] = []
    for network in _in_order(networks):
        network.owner = owner
        try:
            move = move_network(network=network, stage=stage, on=today)
        except NothingToGiveError:
            refused.append(network)
            continue
        moves += [move] if move else []
    return moves, refused


@transaction.atomic
def delete_networks(*, owner: User, networks: Sequence[Network], now: datetime) -> list[Network]:
    """Put these networks into the bin and return them."""
    for network in _in_order(networks):
        network.owner = owner
        delete_network(network=network, now=now)
    return list(networks)


@transaction.atomic
def restore_networks(*, owner: User, network_ids: Sequence[UUID]) -> int:
    """Bring networks back from the bin that have not been merged into others; return how many."""
    gone = Network.objects.for_user(owner).filter(pk__in=network_ids, deleted_at__isnull=False, merged_into=None)
    found = list(gone)
    for network in found:
        network.owner = owner
        restore_network(network=network)
    return len(found)


def _in_order(networks: Sequence[Network]) -> list[Network]:
    """Return them in the order in which everybody locks networks: so no two tabs wait for each other."""
    return sorted(networks, key=lambda network: network.pk)
