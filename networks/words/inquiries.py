"""Asking people about networks, in words: why them, and a question to copy."""

from __future__ import annotations

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override, pgettext

from contacts.models import Contact
from contacts.words.manners import MANNERS, name_to_call
from goals.models import Goal, Role
from networks.queries.goal_field import Found
from networks.queries.inquiries import Proposed


def reason_words(proposed: Proposed) -> str:
    """Return in one sentence why somebody could be asked; without a fact, that the user picked them."""
    facts = [_("%(role)s for this goal") % {"role": Role.Kind(kind).label} for kind in proposed.roles[:1]]
    facts += [_found_words(proposed.found)] if proposed.found else []
    facts += [_network_words(proposed.networks)] if proposed.networks else []
    if not facts:
        return _("You picked them.") if proposed.inquiry else ""
    return f"{capfirst(', '.join(facts))}."


def _network_words(names: tuple[str, ...]) -> str:
    if len(names) == 1:
        return _("is in %(network)s") % {"network": names[0]}
    words = {"network": names[0], "count": len(names) - 1}
    return (
        ngettext("is in %(network)s and %(count)d more", "is in %(network)s and %(count)d more", len(names) - 1) % words
    )


def _found_words(found: Found) -> str:
    sentences = {
        "industry": _("is at %(text)s"),
        "former_industry": _("was at %(text)s"),
        "organisation": _("is at %(text)s"),
        "former_organisation": _("was at %(text)s"),
        "role": _("is %(text)s"),
        "tag": _("has your tag “%(text)s”"),
        "topic": _("you noted “%(text)s”"),
        "note": _("your note mentions “%(word)s”"),
        "name": _("has “%(word)s” in the name"),
    }
    return sentences[found.place] % {"text": found.text, "word": found.word}


def question_text(*, contact: Contact, goal: Goal, offer: str, manner: str, sender: str) -> str:
    """Return a question to copy: first what one could give (rule 7), then which networks they are in, and why."""
    with override(MANNERS[manner]):
        say = _to_a_friend if manner == "du" else _formally
        hello, gift, question, about, bye = say()
        parts = [
            hello % {"name": name_to_call(contact, manner)},
            gift % {"offer": offer.rstrip(". ")} if offer else "",
            question,
            about % {"field": goal.field} if goal.field else "",
            "\n".join(filter(None, [bye, sender])),
        ]
        return "\n\n".join(filter(None, parts))


def question_subject(manner: str) -> str:
    """Return the subject of a mail that asks."""
    with override(MANNERS[manner]):
        return _("A question about networks")


def _to_a_friend() -> tuple[str, str, str, str, str]:
    return (
        pgettext("to a friend", "Hello %(name)s,"),
        pgettext("to a friend", "first something for you: %(offer)s. Tell me if you can use it."),
        pgettext("to a friend", "And a question: which networks are you in, and what do you get out of them?"),
        pgettext("to a friend", "I am looking for one in this field: %(field)s."),
        pgettext("to a friend", "Best wishes"),
    )


def _formally() -> tuple[str, str, str, str, str]:
    return (
        pgettext("formally", "Hello %(name)s,"),
        pgettext("formally", "first something for you: %(offer)s. Tell me if you can use it."),
        pgettext("formally", "And a question: which networks are you in, and what do you get out of them?"),
        pgettext("formally", "I am looking for one in this field: %(field)s."),
        pgettext("formally", "Best wishes"),
    )
