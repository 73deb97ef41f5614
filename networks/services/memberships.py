"""Memberships: begun, changed, stayed in beyond a last day to give notice."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date

from django.db import transaction

from networks.models import Membership, Network
from networks.services.locking import lock_network


@dataclass(frozen=True, slots=True, kw_only=True)
class MembershipDetails:
    """What is agreed about a membership; without a term one can leave at any time."""

    since_on: date | None = None
    since_precision: str = "day"
    term_starts_on: date | None = None
    term_months: int | None = None
    notice_count: int = 0
    notice_unit: str = "months"


@transaction.atomic
def begin_membership(*, network: Network, since_on: date) -> Membership:
    """Return the current membership of a network, begun on this day where there is none."""
    network = lock_network(network)
    found = Membership.objects.for_user(network.owner).filter(network=network, left_on=None).first()
    return found or Membership.objects.create(owner=network.owner, network=network, since_on=since_on)


@transaction.atomic
def change_membership(*, membership: Membership, details: MembershipDetails) -> Membership:
    """Replace what is agreed about a membership; what was decided about a last day to give notice stays."""
    columns = asdict(details)
    for name, value in columns.items():
        setattr(membership, name, value)
    membership.save(update_fields=list(columns))
    return membership


@transaction.atomic
def settle_notice(*, membership: Membership, give_notice_by: date | None) -> Membership:
    """Note that the user stays beyond this last day to give notice, so that nobody reminds them of it again.

    None, or the day before it, takes that back.
    """
    membership.notice_settled_for = give_notice_by
    membership.save(update_fields=["notice_settled_for"])
    return membership
