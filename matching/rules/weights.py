"""What each sort of fact weighs, and how facts add up; the page *how proposals are weighed* tells the same."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from matching.rules.evidence import Evidence, EvidenceKind

# Words of the goal, by where they stand: what somebody offers, or does for a living, tells more than a word in a note.
WORDS_STAND: Mapping[EvidenceKind, float] = {
    EvidenceKind.OFFER: 6.0,
    EvidenceKind.POSITION: 5.0,
    EvidenceKind.INDUSTRY: 4.0,
    EvidenceKind.TAG: 4.0,
    EvidenceKind.NOTE: 3.0,
    EvidenceKind.MOMENT: 2.0,
}
# For somebody who moves in the industry, where they work tells most.
INDUSTRY_OF_INSIDER = 6.0
# What somebody was counts half of what somebody is.
FORMER = 0.5
# Each further fact counts half of the one before it: ten weak ones do not outweigh two strong ones.
FURTHER = 0.5
# For supporters and multipliers, what has to do with the goal counts this much of what it counts for an expert.
BESIDE = 0.3
DECIDES, MARKED_STANDING = 4.0, 3.0
KNOWS_THERE = 4.0
# A number counts the more the larger it is, and never more than this; half of it at so many.
REACH: Mapping[EvidenceKind, tuple[float, float]] = {
    EvidenceKind.CIRCLES: (5.0, 3.0),
    EvidenceKind.BETWEEN: (3.0, 0.05),
    EvidenceKind.TIES: (4.0, 10.0),
    EvidenceKind.NETWORKS: (3.0, 2.0),
}
HALF_OF_KNOWS_THERE = 1.0
CLOSENESS: Mapping[str, float] = {"inner": 5.0, "close": 4.0, "good": 2.0}
MARKED_TRUST, MARKED_WILLING, MARKED_TIME = 3.0, 4.0, 1.0
SILENCE = 1.0
# A loose tie brings more that is new: at most this much.
LOOSE_TIE = 2.0


def growing(most: float, half_at: float, number: float) -> float:
    """Return what a number counts: nothing for 0, half of the most at `half_at`, and always less than the most."""
    return most * number / (number + half_at) if number > 0 else 0.0


def reach_points(kind: EvidenceKind, number: float) -> float:
    """Return what a number of ties, circles or networks counts."""
    return growing(*REACH[kind], number)


def total_points(evidence: Iterable[Evidence]) -> float:
    """Return what facts come to: the weightiest in full, each further one half of the one before.

    So another fact never takes anything away, unless it speaks against somebody; and all together are less than twice
    the weightiest.
    """
    points = sorted((one.points for one in evidence), reverse=True)
    speaking = sum(each * FURTHER**place for place, each in enumerate(points) if each > 0)
    return speaking + sum(each for each in points if each < 0)
