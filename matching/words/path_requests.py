"""A request for an introduction to copy: first what one can give, then what one asks for and why, and an easy no."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from contacts.models import Contact
from contacts.words.manners import MANNERS, name_to_call
from goals.models import Goal
from matching.queries.paths import Aim


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
        is_friend = manner == "du"
        hello, first, easy_no, bye = _frame(is_friend=is_friend)
        parts = [
            hello % {"name": name_to_call(asking.contact, manner)},
            first % {"offer": gift.rstrip(". ")} if gift else "",
            _question(asking, is_friend=is_friend),
            _reason(asking.goal, is_friend=is_friend),
            easy_no,
            "\n".join(filter(None, [bye, sender])),
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


def _question(asking: Asking, *, is_friend: bool) -> str:
    names = {"name": asking.aim.name, "next": asking.through.name if asking.through else ""}
    kind = "contact" if asking.aim.contact else "organisation" if asking.aim.organisation else "field"
    return _questions(is_friend=is_friend)[kind, asking.through is not None] % names


def _reason(goal: Goal | None, *, is_friend: bool) -> str:
    if goal is None:
        return ""
    field, statement = _reasons(is_friend=is_friend)
    return field % {"field": goal.field} if goal.field else statement % {"goal": goal.statement.rstrip(". ")}


def _frame(*, is_friend: bool) -> tuple[str, str, str, str]:
    if is_friend:
        return (
            pgettext("to a friend", "Hello %(name)s,"),
            pgettext("to a friend", "first something for you: %(offer)s. Tell me if you can use it."),
            pgettext("to a friend", "If it does not suit you, just say so. A no is quite all right."),
            pgettext("to a friend", "Best wishes"),
        )
    return (
        pgettext("formally", "Hello %(name)s,"),
        pgettext("formally", "first something for you: %(offer)s. Tell me if you can use it."),
        pgettext("formally", "If it does not suit you, just say so. A no is quite all right."),
        pgettext("formally", "Best wishes"),
    )


def _reasons(*, is_friend: bool) -> tuple[str, str]:
    if is_friend:
        return (
            pgettext("to a friend", "Why I ask: I would like to get further in this field: %(field)s."),
            pgettext("to a friend", "Why I ask: this is what I am working towards: %(goal)s."),
        )
    return (
        pgettext("formally", "Why I ask: I would like to get further in this field: %(field)s."),
        pgettext("formally", "Why I ask: this is what I am working towards: %(goal)s."),
    )


def _questions(*, is_friend: bool) -> dict[tuple[str, bool], str]:
    if is_friend:
        return {
            ("contact", False): pgettext("to a friend", "And a request: you know %(name)s. Could you introduce me?"),
            ("contact", True): pgettext(
                "to a friend",
                "And a request: I would like to meet %(name)s, whom %(next)s knows. Could you introduce me to"
                " %(next)s?",
            ),
            ("organisation", False): pgettext(
                "to a friend",
                "And a request: I would like to get in touch with %(name)s. Whom should I talk to there, and could you"
                " introduce me?",
            ),
            ("organisation", True): pgettext(
                "to a friend",
                "And a request: I would like to get in touch with %(name)s, and %(next)s knows it from the inside."
                " Could you introduce me to %(next)s?",
            ),
            ("field", False): pgettext(
                "to a friend",
                "And a request: I would like to get to know people in this field: %(name)s. Who comes to your mind, and"
                " could you introduce me?",
            ),
            ("field", True): pgettext(
                "to a friend",
                "And a request: I would like to get to know people in this field: %(name)s. %(next)s is at home there."
                " Could you introduce me to %(next)s?",
            ),
        }
    return {
        ("contact", False): pgettext("formally", "And a request: you know %(name)s. Could you introduce me?"),
        ("contact", True): pgettext(
            "formally",
            "And a request: I would like to meet %(name)s, whom %(next)s knows. Could you introduce me to %(next)s?",
        ),
        ("organisation", False): pgettext(
            "formally",
            "And a request: I would like to get in touch with %(name)s. Whom should I talk to there, and could you"
            " introduce me?",
        ),
        ("organisation", True): pgettext(
            "formally",
            "And a request: I would like to get in touch with %(name)s, and %(next)s knows it from the inside."
            " Could you introduce me to %(next)s?",
        ),
        ("field", False): pgettext(
            "formally",
            "And a request: I would like to get to know people in this field: %(name)s. Who comes to your mind, and"
            " could you introduce me?",
        ),
        ("field", True): pgettext(
            "formally",
            "And a request: I would like to get to know people in this field: %(name)s. %(next)s is at home there."
            " Could you introduce me to %(next)s?",
        ),
    }
