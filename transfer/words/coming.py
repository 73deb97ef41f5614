"""Words that become part of people who come in, in the owner's language."""

from __future__ import annotations

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from transfer.models import ImportFile
from transfer.records import PersonRecord

SOURCE_LENGTH = 200


def how_met_sentence(person: PersonRecord) -> str:
    """Return how one met: in the record's own words, and through what and since when."""
    return " ".join(filter(None, (person.how_met, _connection(person))))


def date_label(label: str) -> str:
    """Return what a day of somebody's own is called; a wedding day has a code that any language can say."""
    return _("Anniversary") if label == "anniversary" else label


def source_sentence(*, source: str, program: str, file_name: str, on: date) -> str:
    """Return where what is known about somebody comes from: program, file and day."""
    words = {
        "program": _program_name(source, program),
        "file": file_name,
        "day": date_format(on, "DATE_FORMAT"),
    }
    sentence = _("%(program)s, “%(file)s”, imported on %(day)s") if file_name else _("%(program)s, imported on %(day)s")
    too_long = len(sentence % words) - SOURCE_LENGTH
    if too_long > 0:
        words["file"] = file_name[: -too_long - 1] + "…"
    return sentence % words


def _connection(person: PersonRecord) -> str:
    day = date_format(person.met_on, "DATE_FORMAT") if person.met_on else ""
    match bool(person.met_through), bool(day):
        case True, True:
            return _("Connected on %(place)s on %(day)s.") % {"place": person.met_through, "day": day}
        case True, False:
            return _("Connected on %(place)s.") % {"place": person.met_through}
        case False, True:
            return _("Known since %(day)s.") % {"day": day}
        case _:
            return ""


def _program_name(source: str, program: str) -> str:
    names = {
        "google": "Google Contacts",
        "outlook": "Outlook",
        "linkedin": "LinkedIn",
        "thunderbird": "Thunderbird",
        "xing": "XING",
        "apple": "Apple Contacts",
        "monica": "Monica",
    }
    if program in names:
        return names[program]
    by_source: dict[str, str] = {
        ImportFile.Source.VCARD: _("An address book (vCard)"),
        ImportFile.Source.MONICA: "Monica",
        ImportFile.Source.LIST: _("A list of names"),
    }
    return by_source.get(source, _("A table"))
