"""What the pages of gaps show: all needs in words, and three ways to fill one of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from accounts.models import User
from contacts.labels import state_label
from contacts.models import Contact
from goals.models import Goal, Offer, Role
from matching.pages.proposals import PersonRow, proposed_row
from matching.queries.gap_rows import NeedRow, There, helpers_of, need_row, need_rows
from matching.queries.need_networks import FittingNetwork, networks_about
from matching.queries.proposals import propose_by_silence
from matching.rules.gaps import Need, NeedSort
from matching.words.gaps import need_icon, need_title, network_reason, standing_sentence
from networks.queries.goal_field import field_of
from networks.rules.search_phrases import LONGEST_PART, About, phrases_for
from networks.words.looking import SEARCH_ENGINE_NAME, search_patterns, search_url

# Shown at once; the others are folded away.
SHOWN_PEOPLE, WITH_FOLDED = 6, 24
PROPOSED, SHOWN_NETWORKS, SHOWN_PHRASES, SHOWN_OFFERS = 4, 4, 3, 3
# More words are a sentence, and no field that anybody would look for.
MOST_WORDS = 2


@dataclass(frozen=True, slots=True)
class PersonCell:
    """Somebody who is there for a need, in words."""

    there: There
    state_label: str


@dataclass(frozen=True, slots=True)
class NeedCard:
    """A need in words: those shown at once, those folded away, how many more there are, and what is to be said."""

    row: NeedRow
    title: str
    icon: str
    sentence: str
    people: Sequence[PersonCell]
    folded: Sequence[PersonCell]

    @property
    def unseen(self) -> int:
        """How many people are not even folded away."""
        return self.row.total - len(self.people) - len(self.folded)


@dataclass(frozen=True, slots=True)
class GapBoard:
    """All needs of a goal: the roles, its competences, its questions."""

    roles: Sequence[NeedCard]
    competences: Sequence[NeedCard]
    questions: Sequence[NeedCard]

    @property
    def gaps(self) -> list[NeedCard]:
        """The needs that nobody is there for."""
        return [card for card in (*self.roles, *self.competences, *self.questions) if card.row.is_gap]

    @property
    def asked(self) -> list[NeedCard]:
        """What the user wrote down for the goal: competences and questions."""
        return [*self.competences, *self.questions]

    @property
    def asked_gaps(self) -> list[NeedCard]:
        """What the user wrote down and nobody is there for."""
        return [card for card in self.asked if card.row.is_gap]


@dataclass(frozen=True, slots=True)
class FoundNetwork:
    """A network that could fill a gap, and why."""

    found: FittingNetwork
    reason: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """Search words, and where they lead."""

    text: str
    url: str


@dataclass(frozen=True, slots=True)
class GapPage:
    """One need with three ways to fill it: somebody one knows, a dormant tie, a network."""

    card: NeedCard
    kind: str
    known: Sequence[PersonRow]
    helpers: Sequence[Contact]
    dormant: Sequence[PersonRow]
    networks: Sequence[FoundNetwork]
    phrases: Sequence[Phrase]
    offers: Sequence[Offer]
    about: str
    search_engine: str = SEARCH_ENGINE_NAME


def gap_board(owner: User, goal: Goal, *, today: date) -> GapBoard:
    """Return all needs of a goal in words; four queries."""
    cards = [_card(row) for row in need_rows(owner, goal, today=today)]
    parts = {sort: [card for card in cards if card.row.need.sort is sort] for sort in NeedSort}
    return GapBoard(parts[NeedSort.ROLE], parts[NeedSort.COMPETENCE], parts[NeedSort.QUESTION])


def gap_page(owner: User, goal: Goal, need: Need, *, today: date) -> GapPage:
    """Return one need with the three ways to fill it, in a fixed number of queries."""
    row = need_row(owner, goal, need, today=today)
    taken = [one.contact.pk for one in row.people]
    kind = need.kind or Role.Kind.EXPERT.value
    about = _field(goal, need)
    known, dormant = (
        [proposed_row(one, today) for one in found]
        for found in propose_by_silence(
            owner, goal, kind, today=today, limit=PROPOSED, about=need.text, leave_out=taken
        )
    )
    named = [*taken, *(one.contact.pk for one in (*known, *dormant))]
    return GapPage(
        card=_card(row),
        kind=kind,
        known=known,
        helpers=[] if need.kind else helpers_of(owner, goal, today=today, but=named),
        dormant=dormant,
        networks=[
            FoundNetwork(one, network_reason(one))
            for one in networks_about(owner, need.text or about, limit=SHOWN_NETWORKS)
        ],
        phrases=_phrases(goal, about),
        offers=list(Offer.objects.for_user(owner)[:SHOWN_OFFERS]),
        about=about,
    )


def _card(row: NeedRow) -> NeedCard:
    cells = [PersonCell(one, state_label(one.state)) for one in row.people]
    shown = len(cells) if len(cells) == SHOWN_PEOPLE + 1 else SHOWN_PEOPLE
    return NeedCard(
        row, need_title(row.need), need_icon(row.need), standing_sentence(row), cells[:shown], cells[shown:WITH_FOLDED]
    )


def _field(goal: Goal, need: Need) -> str:
    """Return the field that one looks in: a short competence is one, else it is that of the goal."""
    if need.sort is NeedSort.COMPETENCE and len(need.text.split()) <= MOST_WORDS and len(need.text) <= LONGEST_PART:
        return need.text
    return field_of(goal)


def _phrases(goal: Goal, about: str) -> list[Phrase]:
    ideal = goal.ideal_network
    wanted = About(
        field=about,
        place=ideal.place if ideal else "",
        meeting=ideal.format if ideal else "",
        purposes=frozenset(goal.purposes),
    )
    return [Phrase(one.text, search_url(one.text)) for one in phrases_for(wanted, search_patterns())[:SHOWN_PHRASES]]
