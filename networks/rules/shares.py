"""Shares of a whole in percent."""

from __future__ import annotations

from collections.abc import Sequence

WHOLE = 100


def shares_of(parts: Sequence[int]) -> list[int]:
    """Return each part in whole percent of all; together they are 100, or all 0 where the parts are.

    What rounding down leaves over goes to the largest remainders, the first of equal ones first.
    """
    total = sum(parts)
    if not total:
        return [0] * len(parts)
    shares = [part * WHOLE // total for part in parts]
    by_remainder = sorted(range(len(parts)), key=lambda place: -(parts[place] * WHOLE % total))
    for place in by_remainder[: WHOLE - sum(shares)]:
        shares[place] += 1
    return shares
