"""What exports and other files that leave are called, and why an export failed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.utils.functional import Promise
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from netzwerk.core.folding import fold
from transfer.models import Export
from transfer.models.exports import UNCLEAR

LONGEST_NAME = 60
_CARDS = (Export.Kind.VCARD_3, Export.Kind.VCARD_4)
_FILES: Mapping[str, Promise] = {
    Export.Kind.EVERYTHING: gettext_lazy("everything"),
    Export.Kind.VCARD_3: pgettext_lazy("name of a file", "people"),
    Export.Kind.VCARD_4: pgettext_lazy("name of a file", "people"),
    Export.Kind.CONTACTS: pgettext_lazy("name of a file", "people"),
    Export.Kind.MOMENTS: pgettext_lazy("name of a file", "moments"),
    Export.Kind.EXCHANGES: pgettext_lazy("name of a file", "give and take"),
}


def file_name(kind: str, day: date) -> str:
    """Return what the file is called: letters of ASCII, the day, and what programs know it by."""
    ending = "zip" if kind == Export.Kind.EVERYTHING else "vcf" if kind in _CARDS else "csv"
    return f"netzwerk-{slugify(str(_FILES[kind]))}-{day.isoformat()}.{ending}"


def card_name(name: str) -> str:
    """Return what the card of one person is called."""
    return f"{_in_ascii(name) or slugify(str(_FILES[Export.Kind.VCARD_3]))}.vcf"


def report_name(name: str) -> str:
    """Return what the report about one person is called."""
    return f"netzwerk-{_in_ascii(name) or 'person'}.html"


def _in_ascii(name: str) -> str:
    """Return a name in letters of ASCII alone, which every system takes; empty for one of other scripts."""
    return slugify(fold(name))[:LONGEST_NAME].strip("-")


def export_failure_sentence(failure: str) -> str:
    """Return why there is no file, and what to do."""
    if failure == UNCLEAR:
        return _("The view has a filter about something that is gone. Open the list, remove the filter and try again.")
    return _("Something went wrong on our side. Please try once more; nothing of yours is lost.")


def kind_words(kind: str) -> str:
    """Return what a kind of export is good for, in one sentence."""
    return str(_GOOD_FOR[kind])


_GOOD_FOR: Mapping[str, Promise] = {
    Export.Kind.EVERYTHING: gettext_lazy(
        "All that is here, with photos: as cards and tables for other programs, and as JSON to restore it from."
    ),
    Export.Kind.VCARD_3: gettext_lazy("For phones, Google, Apple, Outlook and older programs."),
    Export.Kind.VCARD_4: gettext_lazy("For newer programs: it says more, and older ones do not read it."),
    Export.Kind.CONTACTS: gettext_lazy("A table for a spreadsheet, with a line for each person."),
    Export.Kind.MOMENTS: gettext_lazy("A table of what happened: when, what, with whom, and your notes."),
    Export.Kind.EXCHANGES: gettext_lazy("A table of what was given, received, asked and promised."),
}
