"""Sentences for the codes that imports keep."""

from __future__ import annotations

from django.utils.translation import gettext as _

from transfer.records import Reason


def failure_sentence(failure: str) -> str:
    """Return why a whole file could not be read, and what to do, in the reader's language."""
    sentences: dict[str, str] = {
        Reason.EMPTY_FILE: _("The file is empty. Please export your contacts once more."),
        Reason.NOT_A_VCARD: _("This is not a vCard file: no card begins in it. Please export your contacts as vCard."),
        Reason.TOO_MANY_CARDS: _("The file holds more than 100,000 cards. Please split it and import the parts."),
        Reason.FILE_IS_GONE: _("The file is no longer here. Please upload it once more."),
    }
    return sentences.get(failure, _("Something went wrong on our side. Please try once more; nobody comes in twice."))


def reason_sentence(reason: str) -> str:
    """Return why a card could not be read, in the reader's language."""
    sentences: dict[str, str] = {
        Reason.CARD_TOO_LARGE: _("The card is larger than 5 MB."),
        Reason.LINE_TOO_LONG: _("A line of the card is longer than 4 MB."),
        Reason.TOO_MANY_PROPERTIES: _("The card has more than 5,000 entries."),
        Reason.NESTED_TOO_DEEP: _("Too many cards lie inside one another."),
        Reason.NO_BEGIN: _("The beginning of the card is missing (BEGIN:VCARD)."),
        Reason.UNFINISHED: _("The card breaks off before its end (END:VCARD)."),
        Reason.NO_NAME: _("The card names nobody: no name, no address, no number."),
        Reason.GROUP: _("This is a group of contacts, not a person."),
    }
    return sentences.get(reason, _("The card could not be read."))
