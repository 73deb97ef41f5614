"""Networks side by side for a goal: which can be compared, which are, and what their columns and rows show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from accounts.models import User
from goals.models import Goal
from networks.models import Check, Criterion
from networks.pages.fits import FitRow, fit_rows
from networks.pages.radar import Radar, radar_of
from networks.queries.candidates import member_years, networks_by_name
from networks.queries.checks import begun_checks
from networks.queries.fits import NetworkFit, fits_for
from networks.rules.fit import CRITERIA, DEFAULT_WEIGHTS, FEWEST_COMPARED, MOST_COMPARED, PROFILE, best_of
from networks.rules.shares import shares_of
from networks.words.fits import coverage_words
from networks.words.stages import standing_words


@dataclass(frozen=True, slots=True)
class Column:
    """A network in the comparison; `rows` are its eight criteria."""

    found: NetworkFit
    rows: Sequence[FitRow]
    standing: str
    is_best: bool
    is_begun: bool

    @property
    def coverage(self) -> str:
        """How much is answered, in words."""
        return coverage_words(self.found.fit)

    @property
    def check(self) -> Check | None:
        """The check that a verdict belongs to."""
        return self.found.check


@dataclass(frozen=True, slots=True)
class Cell:
    """What a network has to show for a criterion."""

    row: FitRow
    is_best: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A criterion with a cell for each network; `share` is its part of the score in percent where that is unusual."""

    criterion: Criterion
    share: int | None
    cells: Sequence[Cell]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A network that can be compared, and whether it is."""

    found: NetworkFit
    standing: str
    is_chosen: bool
    is_past: bool

    @property
    def coverage(self) -> str:
        """How much is answered, in words."""
        return coverage_words(self.found.fit)


@dataclass(frozen=True, slots=True)
class Comparison:
    """All that the page shows; without `columns` too few or too many were chosen.

    `missing` counts the networks that were asked for and are not there; `shares` are profile and check in percent.
    """

    candidates: Sequence[Candidate]
    columns: Sequence[Column]
    lines: Sequence[Line]
    picture: Radar | None
    shares: tuple[int, int]
    missing: int

    @property
    def chosen(self) -> int:
        """How many networks were chosen."""
        return sum(candidate.is_chosen for candidate in self.candidates)

    @property
    def is_too_many(self) -> bool:
        """Whether more were chosen than fit beside each other."""
        return self.chosen > MOST_COMPARED


def comparison_of(owner: User, goal: Goal, asked: Sequence[UUID] | None, now: datetime) -> Comparison:
    """Return the comparison of the networks that were asked for; of the best of those in sight where none were.

    The best stands first, and what is preliminary behind what is not. A fixed number of queries.
    """
    networks = networks_by_name(owner)
    ranked = sorted(fits_for(owner, goal, networks), key=rank)
    chosen = _chosen(ranked, asked)
    years, begun = member_years(owner, networks), begun_checks(owner, networks, now)
    shown = chosen if FEWEST_COMPARED <= len(chosen) <= MOST_COMPARED else []
    best = best_of(found.fit for found in shown)
    columns = [
        Column(
            found,
            fit_rows(found),
            standing_words(found.network, years.get(found.network.pk)),
            is_best,
            (found.network.pk, goal.pk) in begun,
        )
        for found, is_best in zip(shown, best, strict=True)
    ]
    weights = ranked[0].fit.weights if ranked else DEFAULT_WEIGHTS
    return Comparison(
        candidates=_candidates(ranked, chosen, years),
        columns=columns,
        lines=_lines(columns, weights),
        picture=radar_of(shown) if shown else None,
        shares=_halves(weights),
        missing=len(set(asked or ()) - {network.pk for network in networks}),
    )


def rank(found: NetworkFit) -> tuple[bool, int, str]:
    """Return what puts fits in order: the best first, those that are preliminary last, and equal ones by name."""
    score = -1 if found.fit.score is None else found.fit.score
    return found.fit.is_preliminary, -score, found.network.folded_name


def _chosen(ranked: Sequence[NetworkFit], asked: Sequence[UUID] | None) -> list[NetworkFit]:
    if asked is None:
        return [found for found in ranked if not found.network.is_past][:MOST_COMPARED]
    return [found for found in ranked if found.network.pk in asked]


def _candidates(
    ranked: Sequence[NetworkFit], chosen: Sequence[NetworkFit], years: Mapping[UUID, int]
) -> list[Candidate]:
    ticked = {found.network.pk for found in chosen}
    candidates = [
        Candidate(
            found,
            standing_words(found.network, years.get(found.network.pk)),
            found.network.pk in ticked,
            found.network.is_past,
        )
        for found in ranked
    ]
    return sorted(candidates, key=lambda candidate: candidate.is_past)


def _lines(columns: Sequence[Column], weights: Mapping[str, int]) -> list[Line]:
    shares = shares_of([weights[name] for name in CRITERIA])
    is_usual = weights == DEFAULT_WEIGHTS
    return [
        Line(
            Criterion(name),
            None if is_usual else shares[place],
            [Cell(column.rows[place], column.is_best) for column in columns],
        )
        for place, name in enumerate(CRITERIA)
    ]


def _halves(weights: Mapping[str, int]) -> tuple[int, int]:
    profile = sum(weights[name] for name in PROFILE)
    first, second = shares_of([profile, sum(weights.values()) - profile])
    return first, second
