"""How well a network fits a goal (product rule 4): eight criteria from 0 to 5 or open, their weights, the score."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

from netzwerk.core.folding import fold

REACHES = ("regional", "supraregional", "international")
PROFILE = ("reach", "size", "format", "fee")
CHECK = ("members", "tone", "value", "giving")
CRITERIA = PROFILE + CHECK
DEFAULT_WEIGHTS: Mapping[str, int] = {**dict.fromkeys(PROFILE, 10), **dict.fromkeys(CHECK, 15)}

BEST, STEP_OF_SIZE = 5.0, 2.0
# With fewer answers than these a score is preliminary.
ENOUGH = 5
# So many networks fit beside each other.
FEWEST_COMPARED, MOST_COMPARED = 2, 5
# An answer above this level wants its evidence.
WANTS_EVIDENCE_ABOVE = 3

_RANGE = re.compile(r"(\d+)-(\d*)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """The ideal network of a goal; whatever is empty was left open. `size` is a range like "30-150" or "1000-"."""

    reach: str = ""
    place: str = ""
    size: str = ""
    format: str = ""
    fee: str = ""
    fee_amount: Decimal | None = None
    fee_currency: str = "EUR"


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is known about a network; `cost` is all that it costs in a year, None when that is unknown."""

    reach: str = ""
    place: str = ""
    size: int | None = None
    format: str = ""
    cost: Decimal | None = None
    currency: str = "EUR"


@dataclass(frozen=True, slots=True)
class Fit:
    """The levels of the criteria, None where open, and what they come to.

    `score` is 0 to 100, or None when nothing that counts is answered; `answered` is how many of the eight are.
    """

    levels: Mapping[str, float | None]
    weights: Mapping[str, int] = field(default_factory=lambda: dict(DEFAULT_WEIGHTS))

    @property
    def answered(self) -> int:
        """How many criteria are answered: the coverage."""
        return sum(level is not None for level in self.levels.values())

    @property
    def is_preliminary(self) -> bool:
        """Whether too little is answered for the score to be compared."""
        return self.answered < ENOUGH

    @property
    def score(self) -> int | None:
        """The weighted mean of the answered criteria × 20, rounded half up."""
        counted = [
            (Decimal(str(level)), self.weights[name]) for name, level in self.levels.items() if level is not None
        ]
        total = sum(weight for _level, weight in counted)
        if not total:
            return None
        mean = sum((level * weight for level, weight in counted), Decimal(0)) / total
        return int((mean * 20).quantize(Decimal(1), ROUND_HALF_UP))


def fit_of(
    profile: Profile | None, facts: Facts, answers: Mapping[str, int | None], weights: Mapping[str, int] | None = None
) -> Fit:
    """Return the fit of a network for a goal from its profile, the network's facts and the answers of the check.

    Without a profile its four criteria are open; an answer that is missing is open.
    """
    wanted = profile or Profile()
    levels: dict[str, float | None] = {
        "reach": reach_level(wanted, facts),
        "size": size_level(wanted, facts),
        "format": format_level(wanted, facts),
        "fee": fee_level(wanted, facts),
    }
    for name in CHECK:
        answer = answers.get(name)
        levels[name] = None if answer is None else float(answer)
    return Fit(levels, {**DEFAULT_WEIGHTS, **(weights or {})})


def reach_level(profile: Profile, facts: Facts) -> float | None:
    """Same level 5, one level wider 3, one narrower 2, two levels off 1; regional in another place 0."""
    if not profile.reach or not facts.reach:
        return None
    wider = REACHES.index(facts.reach) - REACHES.index(profile.reach)
    if wider == 0:
        elsewhere = profile.reach == "regional" and not is_same_place(profile.place, facts.place)
        return 0.0 if elsewhere else BEST
    return {1: 3.0, -1: 2.0}.get(wider, 1.0)


def is_same_place(one: str, other: str) -> bool:
    """Whether two places may be one: all words of one are in the other ("Hamburg", "Greater Hamburg").

    Where one of them is not said there is no telling, and nothing speaks against it.
    """
    first, second = (set(re.findall(r"\w+", fold(text))) for text in (one, other))
    return not first or not second or first <= second or second <= first


def size_level(profile: Profile, facts: Facts) -> float | None:
    """Inside the range 5; outside 5 minus 2 for each factor of two, to one decimal, and not below 0."""
    wished = range_of(profile.size)
    if wished is None or not facts.size:
        return None
    low, high = wished
    factor = max(low / facts.size, facts.size / high, 1.0)
    return max(0.0, round(BEST - STEP_OF_SIZE * math.log2(factor), 1))


def range_of(size: str) -> tuple[int, float] | None:
    """Return the fewest and the most members of a range: "30-150"; "1000-" has no end; None where nothing is said."""
    found = _RANGE.fullmatch(size)
    return (int(found[1]), int(found[2]) if found[2] else math.inf) if found else None


def format_level(profile: Profile, facts: Facts) -> float | None:
    """The same, or "both" on one side, 5; else 1."""
    if not profile.format or not facts.format:
        return None
    return BEST if profile.format == facts.format or "both" in (profile.format, facts.format) else 1.0


def fee_level(profile: Profile, facts: Facts) -> float | None:
    """All costs of a year against the ceiling: within 5, up to 1.5 × 3, up to 2 × 1, above 0; "no matter" 5.

    Where none is wanted: free 5, else 0. Unknown costs and another currency are open, but free is free in any.
    """
    if profile.fee == "no_matter":
        return BEST
    if not profile.fee or facts.cost is None:
        return None
    if not facts.cost:
        return BEST
    return 0.0 if profile.fee == "none" else _level_below(profile, facts.cost, facts.currency)


def _level_below(profile: Profile, cost: Decimal, currency: str) -> float | None:
    """Return the level of costs against the ceiling of the profile."""
    if profile.fee_amount is None or profile.fee_currency != currency:
        return None
    for level, factor in ((BEST, Decimal(1)), (3.0, Decimal("1.5")), (1.0, Decimal(2))):
        if cost <= profile.fee_amount * factor:
            return level
    return 0.0


def wants_evidence(level: int | None) -> bool:
    """Whether an answer is so good that it has to say how one can tell."""
    return level is not None and level > WANTS_EVIDENCE_ABOVE


def best_of(fits: Iterable[Fit]) -> list[bool]:
    """Return for each fit whether it is the best: never a preliminary one, and several when they are equal."""
    compared = list(fits)
    scores = [None if fit.is_preliminary else fit.score for fit in compared]
    best = max((score for score in scores if score is not None), default=None)
    return [score is not None and score == best for score in scores]
