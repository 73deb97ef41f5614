"""The board in columns and cards."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from accounts.models import User
from goals.models import Goal
from networks.labels import STAGE_ICONS
from networks.models import Network, Stage
from networks.queries.board import count_by_stage, networks_on_board
from networks.queries.fits import NetworkFit, fits_for
from networks.words.money import fee_words
from networks.words.stages import empty_words, kind_words, since_words

# What is over is folded away, unless it is just a few.
OVER = (Stage.LEFT, Stage.DECLINED)
FEW = 3


@dataclass(frozen=True, slots=True)
class Card:
    """A network on the board; `fit` is for the leading goal, where something is known. `extra` differs by stage."""

    network: Network
    detail: str
    extra: str
    since: str
    fit: NetworkFit | None


@dataclass(frozen=True, slots=True)
class Column:
    """A stage with its newest networks; `count` is all of them. `hint` says what belongs there."""

    stage: Stage
    icon: str
    hint: str
    cards: list[Card]
    count: int

    @property
    def is_over(self) -> bool:
        """Whether these networks are done with."""
        return self.stage in OVER

    @property
    def is_open(self) -> bool:
        """Whether the column is shown at first."""
        return not self.is_over or 0 < self.count <= FEW

    @property
    def more(self) -> int:
        """How many networks the column leaves out."""
        return self.count - len(self.cards)


def leading_goal(owner: User) -> Goal | None:
    """Return the goal that leads."""
    return Goal.objects.for_user(owner).active().filter(is_leading=True).first()


def board_columns(owner: User, goal: Goal | None, today: date) -> list[Column]:
    """Return all stages in their order with their cards; a fixed number of queries."""
    networks, counts = networks_on_board(owner), count_by_stage(owner)
    fits = {each.network.pk: each for each in fits_for(owner, goal, networks)} if goal and networks else {}
    cards = [_card(network, fits.get(network.pk), today) for network in networks]
    return [_column(stage, cards, counts.get(stage, 0)) for stage in Stage]


def _column(stage: Stage, cards: Iterable[Card], count: int) -> Column:
    there = [card for card in cards if card.network.stage == stage]
    return Column(stage, STAGE_ICONS[stage], empty_words(stage), there, count)


def _card(network: Network, fit: NetworkFit | None, today: date) -> Card:
    return Card(
        network=network,
        detail=kind_words(network),
        extra=_extra(network),
        since=since_words(network.staged_on, today),
        fit=fit if fit and fit.fit.score is not None and network.stage not in OVER else None,
    )


def _extra(network: Network) -> str:
    """Return what matters in its stage: whom one has it from at first, what it costs later."""
    match network.stage:
        case Stage.IDEA | Stage.RESEARCHING:
            return network.source
        case Stage.LEFT | Stage.DECLINED:
            return ""
        case _active:
            return fee_words(network)
