"""The board in columns and cards."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from accounts.models import User
from goals.models import Goal
from networks.labels import STAGE_ICONS
from networks.models import PAST_STAGES, Membership, Network, Stage
from networks.queries.board import count_by_stage, networks_on_board
from networks.queries.events import coming_meetings
from networks.queries.fits import NetworkFit, fits_for
from networks.queries.memberships import cancellation_of
from networks.words.money import fee_words
from networks.words.stages import empty_words, kind_words, meets_words, notice_words, stage_since_words

# What is over is folded away, unless it is just a few.
FEW = 3
# So far ahead lies what a card tells.
LOOK_AHEAD = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Card:
    """A network on the board; `fit` is for the leading goal, where something is known.

    `extra` and `ahead` (the next meeting, the last day to give notice) differ by stage.
    """

    network: Network
    detail: str
    extra: str
    ahead: list[str]
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
        return self.stage in PAST_STAGES

    @property
    def is_open(self) -> bool:
        """Whether the column is shown at first."""
        return not self.is_over or 0 < self.count <= FEW

    @property
    def more(self) -> int:
        """How many networks the column leaves out."""
        return self.count - len(self.cards)


def board_columns(owner: User, goal: Goal | None, today: date) -> list[Column]:
    """Return all stages in their order with their cards; a fixed number of queries."""
    networks, counts = networks_on_board(owner), count_by_stage(owner)
    fits = {each.network.pk: each for each in fits_for(owner, goal, networks)} if goal and networks else {}
    current = Membership.objects.for_user(owner).current() if networks else ()
    memberships = {each.network_id: each for each in current}
    ahead = _ahead(owner, memberships.values(), today) if networks else {}
    cards = [
        _card(network, fits.get(network.pk), memberships.get(network.pk), ahead.get(network.pk, []), today)
        for network in networks
    ]
    return [_column(stage, cards, counts.get(stage, 0)) for stage in Stage]


def _column(stage: Stage, cards: Iterable[Card], count: int) -> Column:
    there = [card for card in cards if card.network.stage == stage]
    return Column(stage, STAGE_ICONS[stage], empty_words(stage), there, count)


def _ahead(owner: User, memberships: Iterable[Membership], today: date) -> dict[UUID, list[str]]:
    """Return what comes soon, by network; two queries."""
    ahead: dict[UUID, list[str]] = {}
    for meeting in coming_meetings(owner, today, today + LOOK_AHEAD):
        if meeting.event.network_id not in ahead:
            ahead[meeting.event.network_id] = [meets_words(meeting.on, today)]
    for membership in memberships:
        chance = cancellation_of(membership, today)
        if chance and chance.give_notice_by <= today + LOOK_AHEAD:
            ahead.setdefault(membership.network_id, []).append(notice_words(chance.give_notice_by, today))
    return ahead


def _card(
    network: Network, fit: NetworkFit | None, membership: Membership | None, ahead: list[str], today: date
) -> Card:
    return Card(
        network=network,
        detail=kind_words(network),
        extra=_extra(network),
        ahead=ahead if network.is_active else [],
        since=stage_since_words(network, membership, today),
        fit=fit if fit and fit.fit.score is not None and not network.is_past else None,
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
