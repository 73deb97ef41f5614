"""A request for an introduction to copy: first what one can give, then what one asks for and why, and an easy no."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext_lazy

from contacts.models import Contact
from contacts.words.manners import MANNERS, name_to_call
from goals.models import Goal
from matching.queries.paths import Aim

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@dataclass(frozen=True, slots=True)
class Asking:
    """What is asked for: whom first, to get where, over whom, and for which goal."""

    contact: Contact
    aim: Aim
    through: Contact | None = None
    goal: Goal | None = None


def request_text(asking: Asking, *, gift: str, manner: str, sender: str) -> str:
    """Return a request to copy, in the manner in which the two talk: `du`, `sie` or `en`."""
    with override(MANNERS[manner]):
        say = _TO_A_FRIEND if manner == "du" else _FORMALLY
        parts = [
            say.hello % {"name": name_to_call(asking.contact, manner)},
            say.gift % {"offer": gift.rstrip(". ")} if gift else "",
            _question(asking, say),
            _reason(asking.goal, say),
            str(say.easy_no),
            "\n".join(filter(None, [str(say.bye), sender])),
        ]
        return "\n\n".join(filter(None, parts))


def request_subject(manner: str) -> str:
    """Return the subject of a mail that asks for an introduction."""
    with override(MANNERS[manner]):
        return _("A request for an introduction")


def step_words(asking: Asking) -> str:
    """Return the next step that a request is."""
    return _("Ask for an introduction: %(name)s") % {"name": reached(asking)}


def reached(asking: Asking) -> str:
    """Return to whom one wants to be introduced: over somebody, both names."""
    if asking.through is None:
        return asking.aim.name
    return _("%(next)s, on the way to %(name)s") % {"next": asking.through.name, "name": asking.aim.name}


def _question(asking: Asking, say: _Words) -> str:
    names = {"name": asking.aim.name, "next": asking.through.name if asking.through else ""}
    kind = "contact" if asking.aim.contact else "organisation" if asking.aim.organisation else "field"
    return say.questions[kind, asking.through is not None] % names


def _reason(goal: Goal | None, say: _Words) -> str:
    if goal is None:
        return ""
    return say.field % {"field": goal.field} if goal.field else say.goal % {"goal": goal.statement.rstrip(". ")}


@dataclass(frozen=True, slots=True)
class _Words:
    """All that a request is made of; `questions` by what is asked for, and whether it leads over somebody."""

    hello: _StrPromise
    gift: _StrPromise
    easy_no: _StrPromise
    bye: _StrPromise
    field: _StrPromise
    goal: _StrPromise
    questions: Mapping[tuple[str, bool], _StrPromise]


_TO_A_FRIEND = _Words(
    hello=pgettext_lazy("to a friend", "Hello %(name)s,"),
    gift=pgettext_lazy("to a friend", "first something for you: %(offer)s. Tell me if you can use it."),
    easy_no=pgettext_lazy("to a friend", "If it does not suit you, just say so. A no is quite all right."),
    bye=pgettext_lazy("to a friend", "Best wishes"),
    field=pgettext_lazy("to a friend", "Why I ask: I would like to get further in this field: %(field)s."),
    goal=pgettext_lazy("to a friend", "Why I ask: this is what I am working towards: %(goal)s."),
    questions={
        ("contact", False): pgettext_lazy("to a friend", "And a request: you know %(name)s. Could you introduce me?"),
        ("contact", True): pgettext_lazy(
            "to a friend",
            "And a request: I would like to meet %(name)s, whom %(next)s knows. Could you introduce me to %(next)s?",
        ),
        ("organisation", False): pgettext_lazy(
            "to a friend",
            "And a request: I would like to get in touch with %(name)s. Whom should I talk to there, and could you"
            " introduce me?",
        ),
        ("organisation", True): pgettext_lazy(
            "to a friend",
            "And a request: I would like to get in touch with %(name)s, and %(next)s knows it from the inside."
            " Could you introduce me to %(next)s?",
        ),
        ("field", False): pgettext_lazy(
            "to a friend",
            "And a request: I would like to get to know people in this field: %(name)s. Who comes to your mind, and"
            " could you introduce me?",
        ),
        ("field", True): pgettext_lazy(
            "to a friend",
            "And a request: I would like to get to know people in this field: %(name)s. %(next)s is at home there."
            " Could you introduce me to %(next)s?",
        ),
    },
)
_FORMALLY = _Words(
    hello=pgettext_lazy("formally", "Hello %(name)s,"),
    gift=pgettext_lazy("formally", "first something for you: %(offer)s. Tell me if you can use it."),
    easy_no=pgettext_lazy("formally", "If it does not suit you, just say so. A no is quite all right."),
    bye=pgettext_lazy("formally", "Best wishes"),
    field=pgettext_lazy("formally", "Why I ask: I would like to get further in this field: %(field)s."),
    goal=pgettext_lazy("formally", "Why I ask: this is what I am working towards: %(goal)s."),
    questions={
        ("contact", False): pgettext_lazy("formally", "And a request: you know %(name)s. Could you introduce me?"),
        ("contact", True): pgettext_lazy(
            "formally",
            "And a request: I would like to meet %(name)s, whom %(next)s knows. Could you introduce me to %(next)s?",
        ),
        ("organisation", False): pgettext_lazy(
            "formally",
            "And a request: I would like to get in touch with %(name)s. Whom should I talk to there, and could you"
            " introduce me?",
        ),
        ("organisation", True): pgettext_lazy(
            "formally",
            "And a request: I would like to get in touch with %(name)s, and %(next)s knows it from the inside."
            " Could you introduce me to %(next)s?",
        ),
        ("field", False): pgettext_lazy(
            "formally",
            "And a request: I would like to get to know people in this field: %(name)s. Who comes to your mind, and"
            " could you introduce me?",
        ),
        ("field", True): pgettext_lazy(
            "formally",
            "And a request: I would like to get to know people in this field: %(name)s. %(next)s is at home there."
            " Could you introduce me to %(next)s?",
        ),
    },
)
