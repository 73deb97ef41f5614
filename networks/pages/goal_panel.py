"""The networks of a goal, on its page: those in sight, the best first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from goals.models import Goal
from networks.pages.comparison import rank
from networks.queries.candidates import member_years, networks_by_name
from networks.queries.fits import NetworkFit, fits_for
from networks.rules.fit import FEWEST_COMPARED, best_of
from networks.words.fits import coverage_words
from networks.words.stages import standing_words

SHOWN = 6


@dataclass(frozen=True, slots=True)
class PanelRow:
    """A network with what fits in a line."""

    found: NetworkFit
    standing: str
    coverage: str
    is_best: bool


@dataclass(frozen=True, slots=True)
class GoalPanel:
    """The best of the networks in sight; `count` is how many there are."""

    rows: Sequence[PanelRow]
    count: int

    @property
    def more(self) -> int:
        """How many are not shown."""
        return self.count - len(self.rows)

    @property
    def can_compare(self) -> bool:
        """Whether there is anything to lay side by side."""
        return self.count >= FEWEST_COMPARED


def panel_of(goal: Goal) -> GoalPanel:
    """Return the networks that one has not done with, the best fit first; seven queries for any number of them."""
    networks = networks_by_name(goal.owner)
    fits = sorted(fits_for(goal.owner, goal, networks), key=rank)
    present = [found for found in fits if not found.network.is_past]
    years, best = member_years(goal.owner, networks), best_of(found.fit for found in present)
    rows = [
        PanelRow(
            found,
            standing_words(found.network, years.get(found.network.pk)),
            coverage_words(found.fit),
            is_best,
        )
        for found, is_best in zip(present, best, strict=True)
    ]
    return GoalPanel(rows[:SHOWN], len(rows))
