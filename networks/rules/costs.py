"""What a network costs in a year."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

# How often a fee is paid in a year, by its period.
TIMES_A_YEAR: Mapping[str, int] = {"month": 12, "quarter": 4, "half_year": 2, "year": 1}


def yearly_cost(fee_amount: Decimal | None, fee_period: str, extra_costs: Decimal | None) -> Decimal | None:
    """Return all costs of a year in the currency of the fee; None when the fee is unknown.

    Extra costs that nobody has noted count as none.
    """
    if fee_amount is None:
        return None
    return fee_amount * TIMES_A_YEAR[fee_period] + (extra_costs or Decimal(0))
