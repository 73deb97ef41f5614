"""Two people as a pair that is kept once, whichever of them is named first."""

from typing import NamedTuple
from uuid import UUID


class Pair(NamedTuple):
    """Two people, the one with the lower id first."""

    first: UUID
    second: UUID


def pair_of(one: UUID, other: UUID) -> Pair:
    """Return two people in the order in which a pair is kept."""
    return Pair(one, other) if one.int < other.int else Pair(other, one)
