"""The balance of networks: what the user is active in, what went both ways there, and what it costs together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Count

from accounts.models import User
from contacts.models import Exchange
from contacts.models.exchange import WAYS
from contacts.queries.exchanges import ExchangeCounts
from contacts.queries.nameable import not_in_bin
from networks.models import Membership, Network, NetworkBudget
from networks.rules.balance import sums_by_currency

NOTHING = ExchangeCounts(given=0, received=0, promised=0, asked=0)


@dataclass(frozen=True, slots=True)
class NetworkBalance:
    """A network where the user is active: what went both ways there, and what a year costs; None when unknown."""

    network: Network
    membership: Membership | None
    counts: ExchangeCounts
    cost: Decimal | None


@dataclass(frozen=True, slots=True)
class Balance:
    """All of them by name, what the memberships cost together by currency, and the budget for it."""

    rows: list[NetworkBalance]
    sums: Mapping[str, Decimal]
    unknown: list[Network]
    budget: NetworkBudget | None


def balance_of(user: User, on: date) -> Balance:
    """Return the networks where the user is active on a day; four queries for any number of them."""
    networks = list(Network.objects.for_user(user).active().defer("note").by_name())
    counts = _counts(user, networks)
    found = Membership.objects.for_user(user).running(on=on).order_by("created_at")
    memberships = {membership.network_id: membership for membership in found}
    rows = [
        NetworkBalance(one, memberships.get(one.pk), counts.get(one.pk, NOTHING), one.yearly_cost) for one in networks
    ]
    paid = [row for row in rows if row.membership]
    sums = sums_by_currency((row.network.fee_currency, row.cost) for row in paid if row.cost is not None)
    unknown = [row.network for row in paid if row.cost is None]
    return Balance(rows, sums, unknown, NetworkBudget.objects.for_user(user).first())


def _counts(user: User, networks: list[Network]) -> dict[UUID, ExchangeCounts]:
    """Return what went both ways in each of these networks; one query."""
    there = Exchange.objects.for_user(user).present().filter(
        not_in_bin(user, "contact"), network_exchanges__network__in=networks
    )  # fmt: skip
    ways: dict[str, Any] = {way: Count("pk", filter=WAYS[way]) for way in WAYS}
    rows = there.order_by().values_list("network_exchanges__network").annotate(**ways)
    return {network: ExchangeCounts(**dict(zip(WAYS, counts, strict=True))) for network, *counts in rows}
