"""How proposals are weighed, from the same numbers that weigh them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from matching.pages.proposals import RoleTab, role_tabs
from matching.rules import weights
from matching.rules.evidence import EvidenceKind
from matching.rules.loose_ties import MUTUAL_AT_BEST
from matching.words.weighing import FACT_NAMES, ROLE_WEIGHING, weight_words


@dataclass(frozen=True, slots=True)
class Weight:
    """A sort of fact, what it counts at most, and that as a share of the most that any counts."""

    name: str
    points: float
    words: str


@dataclass(frozen=True, slots=True)
class WeighingPage:
    """The page."""

    words: list[Weight]
    standing: list[Weight]
    reach: list[Weight]
    relation: list[Weight]
    most: float
    roles: list[tuple[RoleTab, str]]
    mutual: int


def weighing_page() -> WeighingPage:
    """Return what counts how much, by the sorts of facts."""
    kind = EvidenceKind
    words = dict(weights.WORDS_STAND)
    standing = {
        kind.DECIDES: weights.DECIDES,
        kind.KNOWS_THERE: weights.KNOWS_THERE,
        kind.STANDING: weights.MARKED_STANDING,
    }
    reach = {each: most for each, (most, _half) in weights.REACH.items()}
    relation = {
        kind.CLOSENESS: max(weights.CLOSENESS.values()),
        kind.WILLING: weights.MARKED_WILLING,
        kind.TRUST: weights.MARKED_TRUST,
        kind.SHARED_TIME: weights.MARKED_TIME,
        kind.SILENCE: weights.SILENCE,
    }
    most = max(points for group in (words, standing, reach, relation) for points in group.values())
    return WeighingPage(
        words=_weights(words, most),
        standing=_weights(standing, most),
        reach=_weights(reach, most),
        relation=_weights(relation, most),
        most=most,
        roles=[(tab, str(ROLE_WEIGHING[tab.kind])) for tab in role_tabs()],
        mutual=MUTUAL_AT_BEST,
    )


def _weights(points: Mapping[EvidenceKind, float], most: float) -> list[Weight]:
    return [Weight(str(FACT_NAMES[kind]), each, weight_words(each / most)) for kind, each in points.items()]
