"""What joining a network made, taken back as long as nobody has touched it."""

from __future__ import annotations

from django.db.models import F

from contacts.models import Exchange
from networks.models import Membership, Network, StageMove
from networks.services.ideas import unpromise_ideas


def unjoin(*, network: Network, move: StageMove) -> None:
    """Take away what this move to *member* made: the membership that it began, and its promises that are still open.

    Both are younger than the move. Whatever the user has changed since, or has added to, stays.
    """
    begun = Membership.objects.for_user(network.owner).filter(
        network=network, created_at__gte=move.created_at, since_on=move.moved_on, term_starts_on=None, term_months=None,
        notice_count=0, left_on=None, reviews=None,
    )  # fmt: skip
    Membership.objects.for_user(network.owner).filter(pk__in=list(begun.values_list("pk", flat=True))).delete()
    promised = Exchange.objects.for_user(network.owner).open_promises().filter(
        network_ideas__network=network, network_ideas__deleted_at=None, created_at__gte=move.created_at,
        happened_on=move.moved_on, due_on=None, moment=None, text=F("network_ideas__text"),
    )  # fmt: skip
    unpromise_ideas(network=network, exchanges=list(promised.order_by().values_list("pk", flat=True)))
