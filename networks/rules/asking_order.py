"""Whom to ask first about networks: how much somebody is in the field, how close they are, how fresh it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

# Points by the part of what is known that the field was found in: name, standing, ways to reach, texts.
BY_PART = {0: 1.0, 1: 2.0, 2: 0.5, 3: 1.0}
ROLE, NETWORK = 3.0, 2.5
BY_CLOSENESS = {"inner": 0.75, "close": 1.0, "good": 0.75, "wide": 0.5}
A_YEAR, THREE_YEARS = 365, 3 * 365
FRESH, ONCE_KNOWN = 0.75, 0.35
HEART = 0.25


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What is known about somebody who could be asked; `part` is where the field was found, None where it was not."""

    has_role: bool = False
    is_in_network: bool = False
    part: int | None = None
    closeness: str = "not_placed"
    last_moment_on: date | None = None
    is_dear: bool = False


def points_of(standing: Standing, on: date) -> float:
    """Return how well somebody can be asked: more is better.

    What they know counts most, then closeness and freshness, so that of two who know the same the nearer comes first.
    """
    knows = ROLE * standing.has_role + NETWORK * standing.is_in_network
    found = 0.0 if standing.part is None else BY_PART.get(standing.part, 0.0)
    near = BY_CLOSENESS.get(standing.closeness, 0.0) + HEART * standing.is_dear
    return knows + found + near + _freshness(standing.last_moment_on, on)


def _freshness(last_moment_on: date | None, on: date) -> float:
    if last_moment_on is None:
        return 0.0
    days = (on - last_moment_on).days
    if days <= A_YEAR:
        return FRESH
    return ONCE_KNOWN if days <= THREE_YEARS else 0.0
