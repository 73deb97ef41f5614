"""Memberships: begun, changed, ended."""

from __future__ import annotations

from datetime import date

from networks.models import Membership, Network


def begin_membership(*, network: Network, since_on: date) -> Membership:
    """Return the current membership of a network, begun on this day where there is none."""
    found = Membership.objects.for_user(network.owner).filter(network=network, left_on=None).first()
    return found or Membership.objects.create(owner=network.owner, network=network, since_on=since_on)
