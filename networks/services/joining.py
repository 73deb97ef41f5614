"""What joining a network made: it follows a corrected day, and is taken back, as long as nobody has touched it."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import F

from contacts.models import Exchange
from networks.models import Membership, Network, StageMove
from networks.services.ideas import unpromise_ideas


def unjoin(*, network: Network, move: StageMove) -> None:
    """Take away what this move to *member* made: the membership that it began, and its promises that are still open.

    Both are younger than the move. Whatever the user has changed since, or has added to, stays.
    """
    Membership.objects.for_user(network.owner).filter(pk__in=_begun(network, move)).delete()
    unpromise_ideas(network=network, exchanges=_promised(network, move))


def put_joining(*, network: Network, move: StageMove, on: date) -> None:
    """Let the membership and the promises that a move to *member* made be of another day, before the move is."""
    Membership.objects.for_user(network.owner).filter(pk__in=_begun(network, move)).update(since_on=on)
    Exchange.objects.for_user(network.owner).filter(pk__in=_promised(network, move)).update(happened_on=on)


def _begun(network: Network, move: StageMove) -> list[UUID]:
    begun = Membership.objects.for_user(network.owner).filter(
        network=network, created_at__gte=move.created_at, since_on=move.moved_on, term_starts_on=None, term_months=None,
        notice_count=0, left_on=None, reviews=None,
    )  # fmt: skip
    return list(begun.values_list("pk", flat=True))


def _promised(network: Network, move: StageMove) -> list[UUID]:
    promised = Exchange.objects.for_user(network.owner).open_promises().filter(
        network_ideas__network=network, network_ideas__deleted_at=None, created_at__gte=move.created_at,
        happened_on=move.moved_on, due_on=None, moment=None, text=F("network_ideas__text"),
    )  # fmt: skip
    return list(promised.order_by().values_list("pk", flat=True))
