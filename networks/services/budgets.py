"""What all memberships together may cost, and what one gets from a network."""

from __future__ import annotations

from decimal import Decimal

from django.db import transaction

from accounts.models import User
from networks.models import Network, NetworkBudget


@transaction.atomic
def set_budget(*, owner: User, amount: Decimal | None, currency: str = "EUR") -> NetworkBudget | None:
    """Set what all memberships may cost in a year; None takes the budget away."""
    if amount is None:
        NetworkBudget.objects.for_user(owner).delete()
        return None
    budget, _made = NetworkBudget.objects.for_user(owner).update_or_create(
        owner=owner, defaults={"amount": amount, "currency": currency}
    )
    return budget


@transaction.atomic
def set_sphere(*, network: Network, sphere: str) -> Network:
    """Say what one mostly gets from a network: business, knowledge, social, or nothing said."""
    network.sphere = Network.Sphere(sphere) if sphere else ""
    network.save(update_fields=["sphere"])
    return network
