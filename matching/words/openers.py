"""First words after a long silence, made of what is known: ours, with no outside service, and never with a request.

Who is written to out of the blue is gladder than the writer expects (Liu et al. 2022). What one could give comes before
what one would ask (product rule 7), so these words ask for nothing but to hear from each other.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.text import capfirst
from django.utils.translation import override, pgettext

from contacts.words.manners import MANNERS
from matching.models import Revival
from matching.rules.openers import Angle, Known, Season, shortened, variant_of

_Wordings = dict[str, tuple[str, ...]]


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
        say = _formally() if wish.manner == "sie" else _to_a_friend()

        def one(key: str) -> str:
            return variant_of(say[key], seed, wish.turn)

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


def _to_a_friend() -> _Wordings:
    return {
        "hello": (pgettext("opener to a friend", "Hello %(name)s,"),),
        "hello_call": (pgettext("opener to a friend", "Hello %(name)s, this is %(sender)s."),),
        "birthday": (
            pgettext("opener to a friend", "all the best for your birthday. It is a good day to think of old times."),
            pgettext("opener to a friend", "today is your birthday, and I wish you a very good year."),
        ),
        "birthday_soon": (
            pgettext("opener to a friend", "your birthday is coming up, and that made me think of you."),
            pgettext("opener to a friend", "I saw your birthday in my calendar and did not want to wait until then."),
        ),
        "year_end": (
            pgettext("opener to a friend", "the year is nearly over, and I am writing to people I think of gladly."),
            pgettext("opener to a friend", "before the year ends I wanted to say hello to you."),
        ),
        "new_year": (
            pgettext("opener to a friend", "a good new year to you. I want to hear from you again in it."),
            pgettext("opener to a friend", "a new year is a good moment to pick up an old thread."),
        ),
        "summer": (
            pgettext("opener to a friend", "summer leaves a little time to think of people, and I thought of you."),
            pgettext("opener to a friend", "I hope you are having a good summer. You came to my mind."),
        ),
        "shared": (
            pgettext("opener to a friend", "the other day I thought of our time together: %(shared)s."),
            pgettext("opener to a friend", "one word took me back to the time we shared: %(shared)s."),
        ),
        "work": (
            pgettext("opener to a friend", "I came across this name and had to think of you: %(work)s."),
            pgettext("opener to a friend", "I read a name that belongs to you in my mind: %(work)s."),
        ),
        "place": (
            pgettext("opener to a friend", "a place made me think of you: %(place)s."),
            pgettext("opener to a friend", "whenever I hear this name, you come to my mind: %(place)s."),
        ),
        "last": (
            pgettext(
                "opener to a friend", "it was in %(year)s that we last heard from each other. I have not forgotten."
            ),
            pgettext("opener to a friend", "since %(year)s we have lost sight of each other, and I am sorry about it."),
        ),
        "time": (
            pgettext("opener to a friend", "it has been a long time, and I often wondered how you are."),
            pgettext(
                "opener to a friend", "we have not heard from each other for long. That is what I want to change."
            ),
        ),
        "note": (pgettext("opener to a friend", "I still have this in mind from back then: %(note)s."),),
        "gift": (
            pgettext("opener to a friend", "And something you may have a use for: %(gift)s. If you like, it is yours."),
            pgettext("opener to a friend", "Should it help you, I am glad to give you this: %(gift)s."),
        ),
        "call": (
            pgettext("opener to a friend", "I wanted to hear how you are. Is now a good time, or shall I try later?"),
            pgettext(
                "opener to a friend", "No special reason: I just wanted to hear your voice. Do you have a minute?"
            ),
        ),
        "meeting": (
            pgettext("opener to a friend", "I would love to see you. A coffee in the next weeks, wherever suits you?"),
            pgettext("opener to a friend", "Shall we have lunch one of these days? I come to where you are."),
        ),
        "message": (
            pgettext("opener to a friend", "How are you, and what keeps you busy? Take your time with an answer."),
            pgettext("opener to a friend", "Tell me how you are when you feel like it. I would be glad."),
        ),
        "bye": (pgettext("opener to a friend", "Best wishes"),),
    }


def _formally() -> _Wordings:
    return {
        "hello": (pgettext("formal opener", "Hello %(name)s,"),),
        "hello_call": (pgettext("formal opener", "Hello %(name)s, this is %(sender)s."),),
        "birthday": (
            pgettext("formal opener", "all the best for your birthday. It is a good day to think of old times."),
            pgettext("formal opener", "today is your birthday, and I wish you a very good year."),
        ),
        "birthday_soon": (
            pgettext("formal opener", "your birthday is coming up, and that made me think of you."),
            pgettext("formal opener", "I saw your birthday in my calendar and did not want to wait until then."),
        ),
        "year_end": (
            pgettext("formal opener", "the year is nearly over, and I am writing to people I think of gladly."),
            pgettext("formal opener", "before the year ends I wanted to say hello to you."),
        ),
        "new_year": (
            pgettext("formal opener", "a good new year to you. I want to hear from you again in it."),
            pgettext("formal opener", "a new year is a good moment to pick up an old thread."),
        ),
        "summer": (
            pgettext("formal opener", "summer leaves a little time to think of people, and I thought of you."),
            pgettext("formal opener", "I hope you are having a good summer. You came to my mind."),
        ),
        "shared": (
            pgettext("formal opener", "the other day I thought of our time together: %(shared)s."),
            pgettext("formal opener", "one word took me back to the time we shared: %(shared)s."),
        ),
        "work": (
            pgettext("formal opener", "I came across this name and had to think of you: %(work)s."),
            pgettext("formal opener", "I read a name that belongs to you in my mind: %(work)s."),
        ),
        "place": (
            pgettext("formal opener", "a place made me think of you: %(place)s."),
            pgettext("formal opener", "whenever I hear this name, you come to my mind: %(place)s."),
        ),
        "last": (
            pgettext("formal opener", "it was in %(year)s that we last heard from each other. I have not forgotten."),
            pgettext("formal opener", "since %(year)s we have lost sight of each other, and I am sorry about it."),
        ),
        "time": (
            pgettext("formal opener", "it has been a long time, and I often wondered how you are."),
            pgettext("formal opener", "we have not heard from each other for long. That is what I want to change."),
        ),
        "note": (pgettext("formal opener", "I still have this in mind from back then: %(note)s."),),
        "gift": (
            pgettext("formal opener", "And something you may have a use for: %(gift)s. If you like, it is yours."),
            pgettext("formal opener", "Should it help you, I am glad to give you this: %(gift)s."),
        ),
        "call": (
            pgettext("formal opener", "I wanted to hear how you are. Is now a good time, or shall I try later?"),
            pgettext("formal opener", "No special reason: I just wanted to hear from you. Do you have a minute?"),
        ),
        "meeting": (
            pgettext("formal opener", "I would like to see you again. A coffee in the next weeks, wherever suits you?"),
            pgettext("formal opener", "Shall we have lunch one of these days? I come to where you are."),
        ),
        "message": (
            pgettext("formal opener", "How are you, and what keeps you busy? Take your time with an answer."),
            pgettext("formal opener", "Tell me how you are when you feel like it. I would be glad."),
        ),
        "bye": (pgettext("formal opener", "Best wishes"),),
    }
