"""Whom more speaks for, first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from matching.rules.evidence import Evidence
from matching.rules.judging import judge, points_of
from matching.rules.known import Known
from matching.rules.wanted import Wanted


@dataclass(frozen=True, slots=True)
class Judged:
    """Somebody with what speaks for them, and against."""

    known: Known
    points: float
    evidence: tuple[Evidence, ...]


def ranked(kind: str, people: Iterable[Known], wanted: Wanted, *, about: str = "") -> list[Judged]:
    """Return those for whom something speaks, the most first; with `about`, something that speaks of it.

    Among equals the order is that of names.
    """
    judged = []
    for known in people:
        evidence = judge(kind, known, wanted)
        speaks = any(one.points > 0 and (not about or one.about == about) for one in evidence)
        points = points_of(kind, known, evidence)
        if speaks and points > 0:
            judged.append(Judged(known, points, evidence))
    return sorted(judged, key=lambda one: (-one.points, one.known.name, one.known.contact_id))
