"""Codes that are stored about people and have words nowhere else, in words for the report about somebody."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from transfer.words.failures import reason_sentence

_CODES: Mapping[str, Mapping[str, str | Promise]] = {
    "transfer.ImportRow.finding": {
        "new": _("was not here yet"),
        "fills": _("was here, and gains something"),
        "differs": _("was here, and reads otherwise"),
        "known": _("was here already"),
        "broken": _("could not be read"),
    },
    "transfer.ImportRow.outcome": {
        "created": _("came in"),
        "changed": _("gaps were filled"),
        "nothing": _("nothing came in"),
        "taken_back": _("was taken back"),
        "kept": _("stayed when the import was taken back"),
    },
    "transfer.ImportRow.decision": {
        "skip": _("to be left out"),
        "as_new": _("to come in as somebody new"),
    },
    "transfer.ImportRow.reason": {
        "same_card": _("came in before from the same entry"),
        "same_uid": _("came in before from the same address book"),
        "mail": _("the same name and mail address"),
        "phone": _("the same name and number"),
        "name": _("the same name, which nobody else has"),
        "twice": _("more than once in these files"),
        "in_bin": _("lies in the bin"),
        "merged": _("the name of somebody who was merged"),
    },
    "contacts.DeclinedPair.about": {
        "tie": pgettext_lazy("a suggestion that was declined", "a tie"),
        "duplicate": pgettext_lazy("a suggestion that was declined", "that both are the same person"),
        "introduction": pgettext_lazy("a suggestion that was declined", "an introduction"),
    },
    "contacts.BulkItem.undo": {
        "undone": _("yes"),
        "asks": _("not yet, as it was edited since"),
        "kept": _("no, as it was edited since"),
    },
}


def code_words(column: str, value: Any) -> str | None:
    """Return what a code of a column (`app.Model.column`) means, or nothing for a column without codes of this kind."""
    codes = _CODES.get(column)
    if codes is None:
        return None
    if value not in codes and column == "transfer.ImportRow.reason":
        return reason_sentence(value)
    return str(codes.get(value, value))
