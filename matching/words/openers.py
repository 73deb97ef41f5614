"""First words after a long silence, made of what is known: ours, with no outside service, and never with a request.

Who is written to out of the blue is gladder than the writer expects (Liu et al. 2022). What one could give comes before
what one would ask (product rule 7), so these words ask for nothing but to hear from each other.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.text import capfirst
from django.utils.translation import override, pgettext, pgettext_lazy

from contacts.words.manners import MANNERS
from matching.models import Revival
from matching.rules.openers import Angle, Known, Season, shortened, variant_of

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

# Some wordings of each line; they become words in the language of the manner.
_Wordings = Mapping[str, "tuple[_StrPromise, ...]"]


@dataclass(frozen=True, slots=True)
class Wish:
    """How an opener shall be: with what it begins, how people talk to each other, by what way, what one could give.

    `note` is that of the last moment, empty unless the user wants it quoted; `turn` asks for other words.
    """

    angle: Angle
    manner: str
    channel: str
    gift: str = ""
    note: str = ""
    turn: int = 0


def opener_text(known: Known, wish: Wish, *, sender: str, seed: int) -> str:
    """Return first words to send or to say, in the language of the manner; the same for a seed and a turn."""
    with override(MANNERS[wish.manner]):
        say = _FORMALLY if wish.manner == "sie" else _TO_A_FRIEND

        def one(key: str) -> str:
            return str(variant_of(say[key], seed, wish.turn))

        facts = {"name": known.name, "sender": sender, "year": known.last_year, "shared": known.shared}
        facts |= {"work": known.work, "place": known.place, "gift": wish.gift.rstrip(". ")}
        facts |= {"note": shortened(wish.note).rstrip(". "), "days": known.days_to_birthday}
        is_call = wish.channel == Revival.Channel.CALL
        lines = [
            one("hello_call" if is_call and sender else "hello"),
            one(_line_for(wish.angle, known)),
            one("note") if wish.note.strip() else "",
            one("gift") if wish.gift.strip(". ") else "",
            one(wish.channel),
        ]
        text = [line % facts for line in lines if line]
        # In German, what follows a greeting and its comma goes on in small letters.
        if wish.manner == "en" or (is_call and sender):
            text[1] = capfirst(text[1])
        if not is_call:
            text.append("\n".join(filter(None, [one("bye"), sender])))
        return "\n\n".join(text)


def subject_words(manner: str) -> str:
    """Return the subject of a mail with such words."""
    with override(MANNERS[manner]):
        return pgettext("subject of a mail after a long time", "After a long time")


def _line_for(angle: Angle, known: Known) -> str:
    match angle:
        case Angle.BIRTHDAY:
            return "birthday_soon" if known.days_to_birthday else "birthday"
        case Angle.SEASON:
            return known.season or Season.YEAR_END
        case _:
            return angle


_TO_A_FRIEND: _Wordings = {
    "hello": (pgettext_lazy("opener to a friend", "Hello %(name)s,"),),
    "hello_call": (pgettext_lazy("opener to a friend", "Hello %(name)s, this is %(sender)s."),),
    "birthday": (
        pgettext_lazy("opener to a friend", "all the best for your birthday. It is a good day to think of old times."),
        pgettext_lazy("opener to a friend", "today is your birthday, and I wish you a very good year."),
    ),
    "birthday_soon": (
        pgettext_lazy("opener to a friend", "your birthday is coming up, and that made me think of you."),
        pgettext_lazy("opener to a friend", "I saw your birthday in my calendar and did not want to wait until then."),
    ),
    "year_end": (
        pgettext_lazy("opener to a friend", "the year is nearly over, and I am writing to people I think of gladly."),
        pgettext_lazy("opener to a friend", "before the year ends I wanted to say hello to you."),
    ),
    "new_year": (
        pgettext_lazy("opener to a friend", "a good new year to you. It would be lovely to hear from you again."),
        pgettext_lazy("opener to a friend", "a new year is a good moment to pick up an old thread."),
    ),
    "summer": (
        pgettext_lazy("opener to a friend", "summer leaves a little time to think of people, and I thought of you."),
        pgettext_lazy("opener to a friend", "I hope you are having a good summer. You came to my mind."),
    ),
    "shared": (
        pgettext_lazy("opener to a friend", "the other day I thought of our time together: %(shared)s."),
        pgettext_lazy("opener to a friend", "one word took me back to the time we shared: %(shared)s."),
    ),
    "work": (
        pgettext_lazy("opener to a friend", "I came across this name and had to think of you: %(work)s."),
        pgettext_lazy("opener to a friend", "I read a name that I connect with you: %(work)s."),
    ),
    "place": (
        pgettext_lazy("opener to a friend", "a place made me think of you: %(place)s."),
        pgettext_lazy("opener to a friend", "whenever I hear this name, you come to my mind: %(place)s."),
    ),
    "last": (
        pgettext_lazy(
            "opener to a friend", "it was in %(year)s that we last heard from each other. I have not forgotten."
        ),
        pgettext_lazy(
            "opener to a friend", "since %(year)s we have lost sight of each other, and I am sorry about it."
        ),
    ),
    "time": (
        pgettext_lazy("opener to a friend", "it has been a long time, and I often wondered how you are."),
        pgettext_lazy(
            "opener to a friend", "we have not heard from each other for long. That is what I want to change."
        ),
    ),
    "note": (pgettext_lazy("opener to a friend", "I still have this in mind from back then: %(note)s."),),
    "gift": (
        pgettext_lazy(
            "opener to a friend", "And something you may have a use for: %(gift)s. If you like, it is yours."
        ),
        pgettext_lazy("opener to a friend", "Should it help you, I am glad to give you this: %(gift)s."),
    ),
    "call": (
        pgettext_lazy("opener to a friend", "I wanted to hear how you are. Is now a good time, or shall I try later?"),
        pgettext_lazy(
            "opener to a friend", "No special reason: I just wanted to hear your voice. Do you have a minute?"
        ),
    ),
    "meeting": (
        pgettext_lazy("opener to a friend", "I would love to see you. A coffee in the next weeks, wherever suits you?"),
        pgettext_lazy("opener to a friend", "Shall we have lunch one of these days? I come to where you are."),
    ),
    "message": (
        pgettext_lazy("opener to a friend", "How are you, and what keeps you busy? Take your time with an answer."),
        pgettext_lazy("opener to a friend", "Tell me how you are when you feel like it. I would be glad."),
    ),
    "bye": (pgettext_lazy("opener to a friend", "Best wishes"),),
}


_FORMALLY: _Wordings = {
    "hello": (pgettext_lazy("formal opener", "Hello %(name)s,"),),
    "hello_call": (pgettext_lazy("formal opener", "Hello %(name)s, this is %(sender)s."),),
    "birthday": (
        pgettext_lazy("formal opener", "all the best for your birthday. It is a good day to think of old times."),
        pgettext_lazy("formal opener", "today is your birthday, and I wish you a very good year."),
    ),
    "birthday_soon": (
        pgettext_lazy("formal opener", "your birthday is coming up, and that made me think of you."),
        pgettext_lazy("formal opener", "I saw your birthday in my calendar and did not want to wait until then."),
    ),
    "year_end": (
        pgettext_lazy("formal opener", "the year is nearly over, and I am writing to people I think of gladly."),
        pgettext_lazy("formal opener", "before the year ends I wanted to say hello to you."),
    ),
    "new_year": (
        pgettext_lazy("formal opener", "a good new year to you. It would be lovely to hear from you again."),
        pgettext_lazy("formal opener", "a new year is a good moment to pick up an old thread."),
    ),
    "summer": (
        pgettext_lazy("formal opener", "summer leaves a little time to think of people, and I thought of you."),
        pgettext_lazy("formal opener", "I hope you are having a good summer. You came to my mind."),
    ),
    "shared": (
        pgettext_lazy("formal opener", "the other day I thought of our time together: %(shared)s."),
        pgettext_lazy("formal opener", "one word took me back to the time we shared: %(shared)s."),
    ),
    "work": (
        pgettext_lazy("formal opener", "I came across this name and had to think of you: %(work)s."),
        pgettext_lazy("formal opener", "I read a name that I connect with you: %(work)s."),
    ),
    "place": (
        pgettext_lazy("formal opener", "a place made me think of you: %(place)s."),
        pgettext_lazy("formal opener", "whenever I hear this name, you come to my mind: %(place)s."),
    ),
    "last": (
        pgettext_lazy("formal opener", "it was in %(year)s that we last heard from each other. I have not forgotten."),
        pgettext_lazy("formal opener", "since %(year)s we have lost sight of each other, and I am sorry about it."),
    ),
    "time": (
        pgettext_lazy("formal opener", "it has been a long time, and I often wondered how you are."),
        pgettext_lazy("formal opener", "we have not heard from each other for long. That is what I want to change."),
    ),
    "note": (pgettext_lazy("formal opener", "I still have this in mind from back then: %(note)s."),),
    "gift": (
        pgettext_lazy("formal opener", "And something you may have a use for: %(gift)s. If you like, it is yours."),
        pgettext_lazy("formal opener", "Should it help you, I am glad to give you this: %(gift)s."),
    ),
    "call": (
        pgettext_lazy("formal opener", "I wanted to hear how you are. Is now a good time, or shall I try later?"),
        pgettext_lazy("formal opener", "No special reason: I just wanted to hear from you. Do you have a minute?"),
    ),
    "meeting": (
        pgettext_lazy(
            "formal opener", "I would like to see you again. A coffee in the next weeks, wherever suits you?"
        ),
        pgettext_lazy("formal opener", "Shall we have lunch one of these days? I come to where you are."),
    ),
    "message": (
        pgettext_lazy("formal opener", "How are you, and what keeps you busy? Take your time with an answer."),
        pgettext_lazy("formal opener", "Tell me how you are when you feel like it. I would be glad."),
    ),
    "bye": (pgettext_lazy("formal opener", "Best wishes"),),
}
