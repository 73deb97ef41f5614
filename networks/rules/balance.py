"""A mix of networks: how many of which sphere, how many are many, and what they cost together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import NamedTuple

SPHERES = ("business", "knowledge", "social")
UNSET = ""
# Of more than these, most people neglect some.
MOST_ACTIVE = 3


class Part(NamedTuple):
    """A sphere in the picture: how many networks, and its place in percent of the width."""

    sphere: str
    networks: int
    start: float
    width: float


def parts_of(spheres: Iterable[str]) -> list[Part]:
    """Return the parts of the picture in their fixed order, those without a sphere last; empty ones have no width."""
    found = list(spheres)
    counts = {sphere: found.count(sphere) for sphere in (*SPHERES, UNSET)}
    parts: list[Part] = []
    start = 0.0
    for sphere, count in counts.items():
        width = round(100 * count / len(found), 2) if found else 0.0
        parts.append(Part(sphere, count, round(start, 2), width))
        start += width
    return parts


def missing_spheres(spheres: Iterable[str]) -> list[str]:
    """Return the spheres that no network has; nothing as long as one of them might be it, because it has none."""
    found = set(spheres)
    return [] if UNSET in found or not found else [sphere for sphere in SPHERES if sphere not in found]


def is_many(count: int) -> bool:
    """Whether somebody is active in so many networks that some of them may get too little of their attention."""
    return count > MOST_ACTIVE


def sums_by_currency(costs: Iterable[tuple[str, Decimal]]) -> dict[str, Decimal]:
    """Return the sum of each currency; nothing is converted."""
    sums: dict[str, Decimal] = {}
    for currency, cost in costs:
        sums[currency] = sums.get(currency, Decimal(0)) + cost
    return sums


def over_budget(sums: Mapping[str, Decimal], budget: Decimal, currency: str) -> Decimal:
    """Return by how much the sum in the currency of the budget is above it; 0 where it is not."""
    return max(Decimal(0), sums.get(currency, Decimal(0)) - budget)
