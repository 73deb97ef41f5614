"""How these pages fetch a membership: through the owner, else 404."""

from __future__ import annotations

from uuid import UUID

from django.shortcuts import get_object_or_404

from networks.models import Membership, Network
from networks.queries.memberships import membership_of
from netzwerk.core.requests import UserRequest


def fetch_membership(request: UserRequest, pk: UUID) -> Membership:
    """Return the user's membership with its network, or 404; of a network in the bin there is nothing to see."""
    memberships = Membership.objects.for_user(request.user).filter(network__deleted_at=None)
    membership = get_object_or_404(memberships.select_related("network"), pk=pk)
    membership.owner = membership.network.owner = request.user
    return membership


def membership_in(request: UserRequest, network: Network) -> Membership | None:
    """Return the user's membership of a network, the current one or else the last one."""
    membership = membership_of(network)
    if membership is not None:
        membership.owner, membership.network = request.user, network
    return membership
