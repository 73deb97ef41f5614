"""What speaks for somebody as a helper, and what each fact weighs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID


class EvidenceKind(StrEnum):
    """What a fact is about; where the words of a goal stand tells how much they say."""

    INDUSTRY = "industry"
    POSITION = "position"
    TAG = "tag"
    OFFER = "offer"
    NOTE = "note"
    MOMENT = "moment"
    # They decide where they work, or know people who work in the field.
    DECIDES = "decides"
    KNOWS_THERE = "knows_there"
    # How far they reach.
    TIES = "ties"
    CIRCLES = "circles"
    NETWORKS = "networks"
    BETWEEN = "between"
    # What the user said about the relation.
    CLOSENESS = "closeness"
    TRUST = "trust"
    WILLING = "willing"
    STANDING = "standing"
    SHARED_TIME = "shared_time"
    SILENCE = "silence"


@dataclass(frozen=True, slots=True)
class Evidence:
    """One fact: its sort, what it weighs, its words (an organisation, a tag), and what they speak of.

    `about` is the competence, question or field in the user's words; `subject_id` the thing that it rests on; `count`
    how many there are, of ties, circles, networks or years of silence. `role` is what somebody is there, or was when it
    `is_former`, and of a moment the place that fits; `day` when it was, as exactly as `precision` says; `names` who or
    what else belongs to it.
    """

    kind: EvidenceKind
    points: float
    text: str = ""
    about: str = ""
    subject_id: UUID | None = None
    count: int = 0
    role: str = ""
    is_former: bool = False
    day: date | None = None
    precision: str = "day"
    names: tuple[str, ...] = ()


def weightiest_first(evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """Return facts in the order of what they weigh; of the same weight, in the order of their sorts."""
    order = list(EvidenceKind)
    return tuple(sorted(evidence, key=lambda one: (-one.points, order.index(one.kind), one.text, one.about)))
