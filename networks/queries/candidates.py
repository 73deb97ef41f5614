"""What can be compared for a goal, and what is known beside the fit."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Case, IntegerField, Value, When

from accounts.models import User
from goals.models import Goal
from networks.models import Membership, Network

_ORDER = Case(
    When(status=Goal.Status.ACTIVE, then=Value(0)),
    When(status=Goal.Status.PAUSED, then=Value(1)),
    default=Value(2),
    output_field=IntegerField(),
)


def leading_goal(owner: User) -> Goal | None:
    """Return the goal that leads; one query."""
    return Goal.objects.for_user(owner).active().filter(is_leading=True).first()


def goals_in_order(owner: User) -> list[Goal]:
    """Return all goals: the one that leads first, then the other active ones, those that are over last; one query."""
    return list(Goal.objects.for_user(owner).order_by("-is_leading", _ORDER, "created_at"))


def networks_by_name(owner: User) -> list[Network]:
    """Return all networks that are not in the bin, without their notes; one query."""
    return list(Network.objects.for_user(owner).present().defer("note").by_name())


def member_years(owner: User, networks: Iterable[Network]) -> dict[UUID, int]:
    """Return since which year the user is a member, by network, where that is known; one query."""
    current = Membership.objects.for_user(owner).current().filter(network__in=list(networks), since_on__isnull=False)
    return {network: since.year for network, since in current.values_list("network", "since_on") if since}
