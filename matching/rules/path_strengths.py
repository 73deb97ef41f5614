"""What one step of a way to somebody is worth, from above 0 to 1: a relation of the user's, a tie, a place in common.

A way is worth the product of its steps, so each number says how likely it is that an introduction gets over this step.
Nothing here is measured: the order matters and the size does not. Near, trusted and fresh relations come before far,
unmarked and silent ones; ties that the user noted before places; small places before large ones; years that are known
before years that are not.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from contacts.rules.cadence import whole_months
from contacts.rules.states import DORMANT_MONTHS, QUIET_MONTHS
from matching.rules.together import Together

RECENT_MONTHS = 3
NEAR = ("inner", "close")
CLOSENESS: Mapping[str, float] = {"inner": 1.0, "close": 0.9, "good": 0.75, "wide": 0.5, "not_placed": 0.4}
TRUST: Mapping[int, float] = {1: 1.0, 0: 0.85, -1: 0.35}
# By the months of silence that it goes on to; nobody knows is between quiet and dormant.
FRESHNESS = ((RECENT_MONTHS, 1.0), (QUIET_MONTHS, 0.85), (DORMANT_MONTHS, 0.6))
DORMANT, NOT_KNOWN = 0.4, 0.5

TIES: Mapping[str, float] = {
    "partner": 0.95, "relative": 0.8, "introduced": 0.85, "works_with": 0.8, "knows": 0.7,
}  # fmt: skip
NEXT_OF_KIN, NEXT_OF_KIN_STRENGTH = ("parent", "child", "sibling"), 0.9
HOW_WELL: Mapping[int | None, float] = {3: 1.0, 2: 0.9, None: 0.8, 1: 0.6}

ORGANISATION = {"now": 0.8, "over": 0.65, "perhaps": 0.35}
NETWORK = {"now": 0.6, "over": 0.45, "perhaps": 0.3}
# Up to so many people everybody knows everybody.
SMALL = 10
CROWD_EXPONENT = 0.4

# What was noted as an introduction, by the one who made it.
INTRODUCED_TO_USER, INTRODUCED_BY_USER = 0.8, 0.6
# How near somebody is to an organisation or a field, by where it stands.
THERE, FORMERLY = 1.0, 0.6
FIELD: Mapping[str, float] = {
    "industry": 1.0, "organisation": 1.0, "role": 1.0, "former_industry": 0.7, "former_organisation": 0.7,
    "tag": 0.8, "topic": 0.7, "note": 0.5,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Acquaintance:
    """How the user stands to somebody; `silent_since` is None where nobody knows since when."""

    closeness: str
    trust: int = 0
    silent_since: date | None = None

    def months_silent(self, today: date) -> int | None:
        """Return for how many whole months nothing was heard."""
        return None if self.silent_since is None else max(whole_months(self.silent_since, today), 0)


def relation_strength(relation: Acquaintance, *, today: date) -> float:
    """Return what the first step is worth: closeness, the mark of trust, and how fresh the relation is."""
    return CLOSENESS[relation.closeness] * TRUST[relation.trust] * _freshness(relation.months_silent(today))


def needs_no_introduction(relation: Acquaintance, *, today: date) -> bool:
    """Whether the user can ask somebody themselves: heard of within a year, or close and not dormant."""
    months = relation.months_silent(today)
    return months is not None and months < (DORMANT_MONTHS if relation.closeness in NEAR else QUIET_MONTHS)


def _freshness(months: int | None) -> float:
    if months is None:
        return NOT_KNOWN
    return next((worth for until, worth in FRESHNESS if months < until), DORMANT)


def tie_strength(kind: str, kinship: str, strength: int | None) -> float:
    """Return what a tie of two people is worth: its kind, and how well they know each other."""
    worth = NEXT_OF_KIN_STRENGTH if kinship in NEXT_OF_KIN else TIES[kind]
    return worth * HOW_WELL[strength]


def organisation_strength(time: Together, size: int) -> float:
    """Return what an organisation in common is worth where so many people are known to be or have been."""
    return ORGANISATION[_when(time)] * crowd_factor(size)


def network_strength(time: Together, size: int) -> float:
    """Return what a network in common is worth that has so many members."""
    return NETWORK[_when(time)] * crowd_factor(size)


def crowd_factor(size: int) -> float:
    """Return what a place is worth by its people: 1 up to ten, two thirds for 30, a tenth for 3,000."""
    return 1.0 if size <= SMALL else float((SMALL / size) ** CROWD_EXPONENT)


def _when(time: Together) -> str:
    if not time.is_certain:
        return "perhaps"
    return "over" if time.is_over else "now"
