"""Sentences for the codes that imports keep: why a file, or a record of it, could not be read."""

from __future__ import annotations

from django.utils.translation import gettext as _

from transfer.records import Reason

_ABOUT_FILES = frozenset(each.value for each in Reason if each.is_about_file)


def failure_sentence(failure: str) -> str:
    """Return why a whole file could not be read, and what to do, in the reader's language."""
    sentences: dict[str, str] = {
        Reason.EMPTY_FILE: _("The file is empty. Please export your contacts once more."),
        Reason.NOT_A_VCARD: _("This is not a vCard file: no card begins in it. Please export your contacts as vCard."),
        Reason.TOO_MANY_CARDS: _("The file holds more than 100,000 cards. Please split it and import the parts."),
        Reason.UNKNOWN_FORMAT: _("This kind of file cannot be read here. Please export your contacts as vCard or CSV."),
        Reason.OWN_EXPORT: _("This is an export of everything. Please bring it back under Restore."),
        Reason.TOO_LARGE_UNPACKED: _(
            "Unpacked, the file is far larger than any address book. Please export it without photos, or split it."
        ),
        Reason.DAMAGED_ARCHIVE: _("The file is damaged and cannot be unpacked. Please export it once more."),
        Reason.NOTHING_IN_ARCHIVE: _("There is no vCard file in this ZIP."),
        Reason.LOCKED: _("The file is locked with a password. Please save it without one."),
        Reason.DANGEROUS_XML: _("The file holds instructions that no table needs. Please save it once more as CSV."),
        Reason.NO_COLUMNS: _("No columns were found in the file. Its first line should say what they are."),
        Reason.TOO_MANY_COLUMNS: _(
            "The table has more columns than anybody describes people by. Please leave some out."
        ),
        Reason.FIELD_TOO_LARGE: _(
            "A field in the file is larger than any text about a person. Please shorten it and save the file once more."
        ),
        Reason.NOT_MONICA: _("This is not an export of Monica. Please export from Monica as JSON."),
        Reason.NO_ROOM: _(
            "Your account has become full. Delete people for good, or ask whoever runs this server for more room. "
            "Then try again."
        ),
        Reason.FILE_IS_GONE: _("The file is no longer here. Please upload it once more."),
    }
    return sentences.get(failure, _("Something went wrong on our side. Please try once more; nobody comes in twice."))


def reason_sentence(reason: str) -> str:
    """Return why a record could not be read, in the reader's language."""
    sentences: dict[str, str] = {
        Reason.CARD_TOO_LARGE: _("The card is larger than 5 MB."),
        Reason.LINE_TOO_LONG: _("A line of the card is longer than 4 MB."),
        Reason.TOO_MANY_PROPERTIES: _("The card has more than 5,000 entries."),
        Reason.NESTED_TOO_DEEP: _("Too many cards lie inside one another."),
        Reason.NO_BEGIN: _("The beginning of the card is missing (BEGIN:VCARD)."),
        Reason.UNFINISHED: _("The card breaks off before its end (END:VCARD)."),
        Reason.NO_NAME: _("Nobody is named here: no name, no address, no number."),
        Reason.GROUP: _("This is a group of contacts, not a person."),
        Reason.ROW_TOO_WIDE: _("This row has more fields than there are columns."),
        Reason.QUOTE_NOT_CLOSED: _("A quotation mark is opened here and never closed."),
        Reason.FIELD_TOO_LARGE: _("One of the fields is larger than any text about a person."),
    }
    if reason in sentences:
        return sentences[reason]
    # A file among several may be broken as a whole; then it is one row.
    return failure_sentence(reason) if reason in _ABOUT_FILES else _("This could not be read.")
