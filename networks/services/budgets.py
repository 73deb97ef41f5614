"""What all memberships together may cost."""

from __future__ import annotations

from decimal import Decimal

from django.db import transaction

from accounts.models import User
from networks.models import NetworkBudget


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
