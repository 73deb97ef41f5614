"""What a restore says: kinds of rows in the user's words, and why a file is refused."""

from __future__ import annotations

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from transfer.models import Restore

Problem = Restore.Problem

# The tables whose rows a user would count, each with its icon; all others are details of them.
KINDS: dict[str, tuple[Promise | str, str]] = {
    "contacts.contact": (gettext_lazy("People"), "people"),
    "contacts.organisation": (gettext_lazy("Organisations"), "building"),
    "contacts.moment": (pgettext_lazy("several", "Moments"), "journal-text"),
    "contacts.exchange": (gettext_lazy("Give and take"), "gift"),
    "contacts.tie": (gettext_lazy("Ties"), "diagram-3"),
    "contacts.tag": (gettext_lazy("Tags"), "tag"),
    "contacts.savedview": (gettext_lazy("Views"), "sliders"),
    "goals.goal": (gettext_lazy("Goals"), "flag"),
    "goals.offer": (pgettext_lazy("what the user can give", "Offers"), "hand-thumbs-up"),
    "networks.network": (gettext_lazy("Networks"), "share"),
    "networks.check": (gettext_lazy("Network checks"), "clipboard-check"),
    "networks.event": (gettext_lazy("Meetings"), "calendar-event"),
    "matching.review": (gettext_lazy("Reviews"), "arrow-clockwise"),
}


def problem_sentence(problem: str, place: dict[str, Any]) -> str:
    """Return why a file does not come in, and what to do, in the reader's language."""
    sentence = _about_file().get(problem) or _about_row().get(problem)
    if sentence is None:
        return _("Something went wrong on our side. Please upload the file once more; nothing comes in twice.")
    where = place_words(place) if problem in _about_row() else ""
    return f"{sentence} {where}".strip()


def place_words(place: dict[str, Any]) -> str:
    """Return where in a file something is."""
    values = {"file": place.get("file", ""), "line": place.get("line", ""), "column": place.get("column", "")}
    if values["column"]:
        return _("It is in %(file)s, line %(line)s, at %(column)s.") % values
    if values["line"]:
        return _("It is in %(file)s, line %(line)s.") % values
    return pgettext("where in a ZIP", "It is %(file)s.") % values if values["file"] else ""


def _about_file() -> dict[str, str]:
    return {
        Problem.NOT_A_ZIP: _("This is no ZIP, or only a part of one. Please upload the export as you downloaded it."),
        Problem.NOT_OURS: _("This ZIP is no export of everything from Netzwerk. For files of contacts, use Import."),
        Problem.NEWER: _("This export is from a later version of Netzwerk. Please update this one first."),
        Problem.TOO_LARGE: _("This ZIP would become far too large when it is unpacked. Nothing was brought in."),
        Problem.TOO_MANY_FILES: _("This ZIP holds more files than an export has. Nothing was brought in."),
        Problem.TOO_MANY_ROWS: _("This export holds more than 3 million entries. That is more than can be restored."),
        Problem.NO_ROOM: _(
            "Your account has become full. Delete people for good, or ask whoever runs this server for more room."
        ),
        Problem.FILE_IS_GONE: _("The file is no longer here. Please upload it once more."),
    }


def _about_row() -> dict[str, str]:
    return {
        Problem.DAMAGED: _("A file in this ZIP is damaged, missing or was changed. Please use the export as it was."),
        Problem.LINE_TOO_LONG: _("A line in this export is longer than 32 MB."),
        Problem.NOT_JSON: _("A line in this export cannot be read."),
        Problem.UNKNOWN_COLUMN: _("This export says something that this version of Netzwerk does not know."),
        Problem.MISSING_COLUMN: _("A line in this export lacks something that it has to say."),
        Problem.BAD_VALUE: _("A line in this export says something that cannot be: too long, no date, no choice."),
        Problem.BAD_ORDER: _("The lines of a file in this export are not in their order, or one comes twice."),
        Problem.DANGLING: _("A line in this export names something that is not in it."),
        Problem.AGAINST_A_RULE: _("A line in this export contradicts itself."),
        Problem.FOREIGN: _("This export holds entries that belong to another account on this server."),
        Problem.BAD_SETTINGS: _("The settings in this export say something that cannot be."),
    }
