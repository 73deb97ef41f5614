"""Ties read from both ends: what somebody is to the other tells what the other is to them."""

from collections.abc import Mapping
from typing import NamedTuple
from uuid import UUID

INTRODUCED = "introduced"
RELATIVE = "relative"

INVERSE_KINSHIPS: Mapping[str, str] = {
    "": "",
    "parent": "child",
    "child": "parent",
    "sibling": "sibling",
    "grandparent": "grandchild",
    "grandchild": "grandparent",
    "aunt_uncle": "niece_nephew",
    "niece_nephew": "aunt_uncle",
    "cousin": "cousin",
    "in_law": "in_law",
}


class Stand(NamedTuple):
    """How the first of two people stands to the second: what the first is to the second, among relatives."""

    first: UUID
    second: UUID
    kind: str
    kinship: str = ""


def turned(stand: Stand) -> Stand:
    """Return the same tie with the two people in the other order.

    All kinds but one are the same from both ends, but for the kinship; who introduced whom cannot be turned, so its
    two people keep their places.
    """
    if stand.kind == INTRODUCED:
        return stand
    return Stand(stand.second, stand.first, stand.kind, INVERSE_KINSHIPS[stand.kinship])


def kept(stand: Stand) -> Stand:
    """Return the one form in which a tie is kept, whichever end it was said from; kinship is only for relatives."""
    clean = stand._replace(kinship=stand.kinship if stand.kind == RELATIVE else "")
    return clean if clean.first.int < clean.second.int else turned(clean)
