"""Sentences about introductions: why, what to write to both, and what the history says afterwards."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import override

from contacts.models import Contact
from contacts.queries.favours import FavourFound
from contacts.wording import position_words

LANGUAGES = ("de", "en")


def reason_words(favour: FavourFound) -> str:
    """Return why these two."""
    words = {
        "seeker": favour.seeker.name,
        "helper": favour.helper.name,
        "seeks": favour.seeks.rstrip(". "),
        "offers": favour.offers.rstrip(". "),
    }
    return _("%(seeker)s seeks: %(seeks)s. %(helper)s offers: %(offers)s.") % words


def introduction_text(favour: FavourFound, *, language: str, sender: str) -> str:
    """Return a mail to both, in which nobody is addressed as du or Sie: how the two stand, the user changes."""
    with override(language):
        parts = [
            _("Hello to you both,"),
            _("may I introduce you to each other? I think it could be worth a short talk."),
            _person(favour.seeker, _("%(who)s is looking for: %(what)s."), favour.seeks),
            _person(favour.helper, _("%(who)s offers: %(what)s."), favour.offers),
            _("I leave the rest to you."),
            "\n".join(filter(None, [_("Kind regards"), sender])),
        ]
        return "\n\n".join(parts)


def subject_line(favour: FavourFound, *, language: str) -> str:
    """Return the subject of that mail."""
    with override(language):
        return _("%(seeker)s and %(helper)s") % {"seeker": favour.seeker.name, "helper": favour.helper.name}


def given_words(other: Contact) -> str:
    """Return what the history of one of the two says afterwards."""
    return _("introduced to %(name)s") % {"name": other.name}


def _person(contact: Contact, sentence: str, what: str) -> str:
    position = position_words(contact)
    who = f"{contact.name} ({position})" if position else contact.name
    return sentence % {"who": who, "what": what.rstrip(". ")} if what else f"{who}."
