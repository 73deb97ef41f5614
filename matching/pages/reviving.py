"""What the pages about reviving show: the ten-list, whom to warm up with, first words, what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from accounts.models import User
from contacts.models import Contact
from contacts.reaching import Way, letter_link, mail_ways, phone_ways
from contacts.rules.states import SILENT, State
from contacts.wording import position_words, state_words
from contacts.words.manners import MANNERS, chosen_manner, name_to_call
from goals.models import Goal
from matching.models import Revival, WarmUp
from matching.pages.gifts import NO_GIFT, Gift, chosen_gift, gifts_for
from matching.queries.reviving import (
    WARM_UPS,
    TieToRevive,
    people_to_warm_up_with,
    revivals_of,
    ten_to_revive,
    tie_of,
    waiting,
    waiting_outcomes,
    warm_ups_of,
)
from matching.rules.openers import Angle, Known, angles_of, season_on
from matching.words.openers import Wish, opener_text, subject_words
from matching.words.reviving import (
    CHANNEL_ICONS,
    OUTCOME_ICONS,
    Fact,
    angle_label,
    facts_of,
    outcome_words,
    reason_words,
    revived_words,
    shared_words,
    waiting_words,
)

MOST_TURNS = 100
SHOWN_WAITING = 20
SHOWN_OF_CONTACT = 3
MOST_PAGES = 1000


@dataclass(frozen=True, slots=True)
class TieRow:
    """Somebody of the ten-list, in words."""

    contact: Contact
    state: State
    state_words: str
    reason: str
    facts: list[Fact]


@dataclass(frozen=True, slots=True)
class WarmRow:
    """Somebody to write to first, with the ways to do so."""

    contact: Contact
    state: State
    position: str
    ways: list[Way]


@dataclass(frozen=True, slots=True)
class WarmUpBox:
    """Two people to write to before the first old tie of a day, and to whom one wrote already."""

    people: list[WarmRow]
    written: list[WarmUp]
    next_page: int

    @property
    def is_done(self) -> bool:
        """Whether two messages are written."""
        return len(self.written) >= WARM_UPS


@dataclass(frozen=True, slots=True)
class RevivalRow:
    """One time that an old tie was taken up again, in words; `is_asked` where the page asks what came of it."""

    revival: Revival
    contact: Contact
    icon: str
    title: str
    outcome: str
    outcome_icon: str
    waits: str = ""
    is_asked: bool = False


@dataclass(frozen=True, slots=True)
class Opener:
    """First words for somebody, as the address wants them, with what else could be chosen."""

    text: str
    manner: str
    language: str
    channel: str
    angle: Angle
    angles: list[tuple[Angle, str]]
    gifts: list[Gift]
    gift: str
    quotes_note: bool
    can_quote: bool
    again_url: str
    mail_href: str


def tie_rows(owner: User, today: date, goal: Goal | None) -> list[TieRow]:
    """Return the ten-list in words."""
    return [tie_row(tie, today) for tie in ten_to_revive(owner, today, goal)]


def tie_row(tie: TieToRevive, today: date) -> TieRow:
    """Return one old tie in words."""
    contact = tie.contact
    return TieRow(
        contact=contact,
        state=contact.state_on(today),
        state_words=state_words(contact, today),
        reason=reason_words(tie, today),
        facts=facts_of(tie, today),
    )


def warm_up_box(owner: User, today: date, *, page: int) -> WarmUpBox | None:
    """Return whom to write to first; nothing once an old tie was taken up today, and where nobody is near."""
    if Revival.objects.for_user(owner).filter(begun_on=today).exists():
        return None
    written = list(warm_ups_of(owner, today))
    missing = max(WARM_UPS - len(written), 0)
    people = people_to_warm_up_with(owner, today, page=page)[:missing] if missing else []
    rows = [
        WarmRow(one, one.state_on(today), position_words(one), [way for way in reach_ways(one) if way.href][:2])
        for one in people
    ]
    return WarmUpBox(rows, written, (page + 1) % MOST_PAGES) if rows or written else None


def reach_ways(contact: Contact) -> list[Way]:
    """Return how one can reach somebody, a voice before a letter."""
    return phone_ways(contact) + mail_ways(contact)


def waiting_rows(owner: User, today: date) -> list[RevivalRow]:
    """Return those of whom nobody has said what came of it; after two weeks the page asks."""
    asked = set(waiting_outcomes(owner, today).values_list("pk", flat=True)[:SHOWN_WAITING])
    return [revival_row(one, today, is_asked=one.pk in asked) for one in waiting(owner)[:SHOWN_WAITING]]


def revival_row(revival: Revival, today: date, *, is_asked: bool = False) -> RevivalRow:
    """Return one revival in words."""
    return RevivalRow(
        revival=revival,
        contact=revival.contact,
        icon=CHANNEL_ICONS[Revival.Channel(revival.channel)],
        title=revived_words(revival),
        outcome=outcome_words(revival),
        outcome_icon=OUTCOME_ICONS[Revival.Outcome(revival.outcome)],
        waits=waiting_words(revival, today) if revival.outcome == Revival.Outcome.WAITING else "",
        is_asked=is_asked,
    )


def rows_of_contact(contact: Contact, today: date) -> list[RevivalRow]:
    """Return the last times that one got in touch again with somebody, for their page; one query."""
    found = list(revivals_of(contact)[:SHOWN_OF_CONTACT])
    for one in found:
        one.contact = contact
    return [revival_row(one, today) for one in found]


def revive_page(owner: User, contact: Contact, query: Mapping[str, str], path: str, today: date) -> dict[str, Any]:
    """Return what the page about one old tie shows: the facts, the ways to reach them, first words."""
    tie = tie_of(owner, contact, today)
    opener = opener_of(owner, tie, query, path, today)
    return {
        "row": tie_row(tie, today),
        "is_silent": contact.state_on(today) in SILENT,
        "opener": opener,
        "phones": [way for way in phone_ways(contact) if way.href],
        "mails": [way for way in mail_ways(contact) if way.href],
    }


def opener_of(owner: User, tie: TieToRevive, query: Mapping[str, str], path: str, today: date) -> Opener:
    """Return first words as the address wants them; what it does not say is chosen by what is known."""
    contact = tie.contact
    manner = chosen_manner(query.get("as", ""), owner, contact)
    known = known_of(tie, manner, today)
    angles = angles_of(known)
    gifts = gifts_for(owner, contact)
    chosen = chosen_gift(gifts, query.get("offer", ""), contact)
    wish = Wish(
        angle=_one_of(angles, query.get("about", ""), angles[0]),
        manner=manner,
        channel=_one_of(Revival.Channel.values, query.get("channel", ""), _usual_channel(contact)),
        gift=chosen.text if chosen else "",
        note=tie.last.note if tie.last and "quote" in query else "",
        turn=_turn(query.get("turn", "")),
    )
    text = opener_text(known, wish, sender=owner.first_name, seed=contact.pk.int)
    again = {
        name: value for name, value in query.items() if name in {"as", "about", "channel", "offer", "quote", "goal"}
    }
    return Opener(
        text=text,
        manner=manner,
        language=MANNERS[manner],
        channel=wish.channel,
        angle=wish.angle,
        angles=[(angle, angle_label(angle)) for angle in angles],
        gifts=gifts,
        gift=chosen.key if chosen else NO_GIFT,
        quotes_note=bool(wish.note),
        can_quote=bool(tie.last and tie.last.note.strip()),
        again_url=f"{path}?{urlencode({**again, 'turn': (wish.turn + 1) % MOST_TURNS})}",
        mail_href=letter_link(contact, subject=subject_words(manner), text=text),
    )


def known_of(tie: TieToRevive, manner: str, today: date) -> Known:
    """Return what may be said to somebody: never a note, which is the user's own."""
    contact = tie.contact
    position = contact.current_position
    last = tie.last.happened_on.year if tie.last else None
    return Known(
        name=name_to_call(contact, manner),
        shared=shared_words(contact),
        work=position.organisation_name if position else "",
        place=contact.where_met or contact.place,
        last_year=last if last and last < today.year else None,
        days_to_birthday=(tie.birthday_on - today).days if tie.birthday_on else None,
        season=season_on(today),
    )


def _usual_channel(contact: Contact) -> str:
    """Return a call where there is a number, else a meeting: a message is what people choose anyway."""
    return Revival.Channel.CALL if any(way.href for way in phone_ways(contact)) else Revival.Channel.MEETING


def _one_of(choices: Any, asked: str, usual: Any) -> Any:
    return next((one for one in choices if one == asked), usual)


def _turn(text: str) -> int:
    return int(text) % MOST_TURNS if text.isascii() and text.isdecimal() and len(text) < 4 else 0
