"""The rows that show a fit: a criterion each, with its level as pips, what the network is, and why."""

from __future__ import annotations

from dataclasses import dataclass

from networks.labels import SHORT_CRITERIA
from networks.models import Criterion
from networks.queries.fits import NetworkFit
from networks.rules.fit import CRITERIA, PROFILE
from networks.words.answers import level_of_five
from networks.words.fits import NOT_NOTED, sentence_words, value_words

# A pip is as wide as this, the next one begins so many units further; the whole is `PIPS_WIDTH` wide.
PIP, PITCH, PIPS = 14, 17, 5
PIPS_WIDTH = PITCH * (PIPS - 1) + PIP


@dataclass(frozen=True, slots=True)
class Pip:
    """One of the five: where it begins and how much of it is filled, in the units of the picture."""

    x: int
    filled: float


@dataclass(frozen=True, slots=True)
class FitRow:
    """A criterion of a network's fit; `level` is None while it is open, and then there are no pips."""

    criterion: Criterion
    level: float | None
    value: str
    sentence: str
    pips: tuple[Pip, ...]

    @property
    def label(self) -> str:
        """The name of the criterion."""
        return str(self.criterion.label)

    @property
    def short_label(self) -> str:
        """The name of the criterion in a word."""
        return str(SHORT_CRITERIA[self.criterion])

    @property
    def is_open(self) -> bool:
        """Whether it does not count yet."""
        return self.level is None

    @property
    def is_uncounted(self) -> bool:
        """Whether something is known that does not count: nothing was wished, or it is in another currency."""
        return self.is_open and self.criterion in PROFILE and not self.is_missing

    @property
    def is_missing(self) -> bool:
        """Whether the network says nothing about it yet."""
        return self.is_open and self.criterion in PROFILE and self.value == str(NOT_NOTED)

    @property
    def level_words(self) -> str:
        """The level as it is read aloud: "4 of 5"; nothing while it is open."""
        return "" if self.level is None else level_of_five(self.level)


def fit_rows(found: NetworkFit) -> list[FitRow]:
    """Return the eight criteria of a network for a goal, in their order; no query."""
    return [_row(found, Criterion(name)) for name in CRITERIA]


def pips_of(level: float | None) -> tuple[Pip, ...]:
    """Return five pips, filled up to the level; none for what is open."""
    if level is None:
        return ()
    return tuple(Pip(place * PITCH, round(PIP * min(max(level - place, 0), 1), 1)) for place in range(PIPS))


def _row(found: NetworkFit, criterion: Criterion) -> FitRow:
    level = found.fit.levels[criterion]
    value, sentence = value_words(found, criterion), sentence_words(found, criterion)
    return FitRow(criterion, level, value, sentence, pips_of(level))
