"""What a membership has cost so far, and for each person who helped."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from contacts.rules.cadence import whole_months

MONTHS_A_YEAR = 12
# Of amounts from this one on nobody wants to read the cents.
WHOLE_FROM = 10


def cost_until(yearly: Decimal | None, since_on: date | None, on: date) -> Decimal | None:
    """Return what a membership has cost since a day at what a year costs now; the first year counts as a whole.

    None where the cost of a year or the day is unknown.
    """
    if yearly is None or since_on is None:
        return None
    return yearly * max(MONTHS_A_YEAR, whole_months(since_on, on)) / MONTHS_A_YEAR


def cost_per_head(cost: Decimal | None, heads: int) -> Decimal | None:
    """Return the cost for each of these people, rounded; None where there is nobody, or no cost is known."""
    if cost is None or not heads:
        return None
    share = cost / heads
    step = Decimal(1) if share >= WHOLE_FROM else Decimal("0.01")
    return share.quantize(step, ROUND_HALF_UP)
