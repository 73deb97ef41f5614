"""Sentences about give and take, in the reader's language."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from contacts.models import Exchange
from contacts.wording import day_words

# Icons by direction: what the history shows, too.
ICONS: dict[str, str] = {
    Exchange.Direction.GIVEN: "gift",
    Exchange.Direction.RECEIVED: "inbox",
    Exchange.Direction.ASKED: "question-circle",
    Exchange.Direction.PROMISED: "hand-index-thumb",
}


def what_words(exchange: Exchange) -> str:
    """Return what it was: the user's words or, without any, the kind."""
    return exchange.text.strip() or str(exchange.get_kind_display())


def exchange_title(exchange: Exchange) -> str:
    """Return one line of the history: Gave: introduced her to Tomasz."""
    what = {"what": what_words(exchange)}
    match Exchange.Direction(exchange.direction):
        case Exchange.Direction.GIVEN:
            return _("Gave: %(what)s") % what
        case Exchange.Direction.RECEIVED:
            return _("Received: %(what)s") % what
        case Exchange.Direction.ASKED:
            return _("Asked for: %(what)s") % what
        case Exchange.Direction.PROMISED:
            return _("Promised: %(what)s") % what


def progress_words(exchange: Exchange) -> str:
    """Return how far something promised or asked for is; nothing for what was simply given or received."""
    if exchange.direction == Exchange.Direction.PROMISED:
        if exchange.done_on:
            return _("kept on %(date)s") % {"date": day_words(exchange.done_on)}
        if exchange.due_on:
            return _("by %(date)s") % {"date": day_words(exchange.due_on)}
        return pgettext("promise", "open")
    if exchange.direction == Exchange.Direction.ASKED:
        if exchange.done_on:
            return _("came on %(date)s") % {"date": day_words(exchange.done_on)}
        return pgettext("request", "open")
    return ""
