"""One question to ask somebody: for a goal, after the last moment, on the way to a next step, or just a friendly one.

All are worded so that they fit whoever one says *du* or *Sie* to.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import pgettext


@dataclass(frozen=True, slots=True)
class Ground:
    """What a question can rest on: what a goal wants to know, whether something was noted last, the next step."""

    asks: str = ""
    has_note: bool = False
    step: str = ""


def question_for(ground: Ground, *, user_id: int, contact_id: UUID, on: date, taken: Collection[str] = ()) -> str:
    """Return one question as a line of the mail: the same all day, another one next week.

    What somebody is to be asked for comes only after what one could give (product rule 7). A friendly one is none of
    those `taken` already, as long as there is another.
    """
    turn = turn_of(user_id, contact_id, on)
    if ground.asks:
        return _("Ask, once you have given something: “%(question)s”") % {"question": ground.asks}
    if ground.has_note:
        return _asking(_drawn(_after_a_moment(), turn, taken))
    if ground.step:
        return _("To ask on the way to your next step, %(step)s: “%(question)s”") % {
            "step": ground.step.rstrip(". "),
            "question": pgettext("question to a person", "Is this a good moment for it?"),
        }
    return _asking(_drawn(_friendly(), turn, taken))


def turn_of(user_id: int, contact_id: UUID, on: date) -> int:
    """Return a number of a user, a person and a week (from Monday on): the next one each week."""
    seed = sha256(f"{user_id}:".encode() + contact_id.bytes).digest()
    return int.from_bytes(seed[:4]) + (on.toordinal() - 1) // 7


def _drawn(questions: tuple[str, ...], turn: int, taken: Collection[str]) -> str:
    """Return the question whose turn it is, or the first after it that no line holds already."""
    in_turn = [questions[(turn + place) % len(questions)] for place in range(len(questions))]
    return next((one for one in in_turn if _asking(one) not in taken), in_turn[0])


def _asking(question: str) -> str:
    return _("A question to ask: “%(question)s”") % {"question": question}


def _after_a_moment() -> tuple[str, ...]:
    return (
        pgettext("question to a person", "What has become of it since?"),
        pgettext("question to a person", "How did it go on from there?"),
        pgettext("question to a person", "Is there any news about it?"),
    )


def _friendly() -> tuple[str, ...]:
    return (
        pgettext("question to a person", "What is going really well at the moment?"),
        pgettext("question to a person", "What takes most of the time these days?"),
        pgettext("question to a person", "What is coming up next?"),
        pgettext("question to a person", "What was the nicest surprise of the last months?"),
        pgettext("question to a person", "Which idea will not let go at the moment?"),
        pgettext("question to a person", "Who or what has been a help lately?"),
        pgettext("question to a person", "What would make the coming weeks easier?"),
        pgettext("question to a person", "What is worth reading, seeing or hearing right now?"),
    )
