"""How a source is read, and why a record of it could not be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import BinaryIO, Protocol

from transfer.records.happenings import LeftOutRecord, MomentRecord, TieRecord
from transfer.records.people import PersonRecord


class Reason(StrEnum):
    """Why a record, or a whole file, could not be read; pages turn the code into a sentence."""

    EMPTY_FILE = "empty_file"
    NOT_A_VCARD = "not_a_vcard"
    TOO_MANY_CARDS = "too_many_cards"
    # Of files of any kind.
    UNKNOWN_FORMAT = "unknown_format"
    # Everything that was once exported from here: that is restored, and not imported.
    OWN_EXPORT = "own_export"
    TOO_LARGE_UNPACKED = "too_large_unpacked"
    DAMAGED_ARCHIVE = "damaged_archive"
    NOTHING_IN_ARCHIVE = "nothing_in_archive"
    LOCKED = "locked"
    DANGEROUS_XML = "dangerous_xml"
    # Of tables.
    NO_COLUMNS = "no_columns"
    TOO_MANY_COLUMNS = "too_many_columns"
    # Of a Monica export.
    NOT_MONICA = "not_monica"
    # What went wrong on our side.
    FILE_IS_GONE = "file_is_gone"
    UNEXPECTED = "unexpected"
    # There was room when it was accepted, and none any more when it came in.
    NO_ROOM = "no_room"

    CARD_TOO_LARGE = "card_too_large"
    LINE_TOO_LONG = "line_too_long"
    TOO_MANY_PROPERTIES = "too_many_properties"
    NESTED_TOO_DEEP = "nested_too_deep"
    NO_BEGIN = "no_begin"
    UNFINISHED = "unfinished"
    NO_NAME = "no_name"
    GROUP = "group"
    FIELD_TOO_LARGE = "field_too_large"
    ROW_TOO_WIDE = "row_too_wide"
    QUOTE_NOT_CLOSED = "quote_not_closed"
    UNREADABLE = "unreadable"

    @property
    def is_about_file(self) -> bool:
        """Whether it says something about the whole file rather than about one record in it."""
        return self in _ABOUT_FILES


_ABOUT_FILES = frozenset(
    {
        Reason.EMPTY_FILE, Reason.NOT_A_VCARD, Reason.TOO_MANY_CARDS, Reason.UNKNOWN_FORMAT, Reason.TOO_LARGE_UNPACKED,
        Reason.OWN_EXPORT,
        Reason.DAMAGED_ARCHIVE, Reason.NOTHING_IN_ARCHIVE, Reason.LOCKED, Reason.DANGEROUS_XML, Reason.NO_COLUMNS,
        Reason.TOO_MANY_COLUMNS, Reason.NOT_MONICA, Reason.FILE_IS_GONE, Reason.UNEXPECTED, Reason.NO_ROOM,
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class BrokenRecord:
    """A record that could not be read: its place in the source, the line it starts on, why, and its raw text.

    The raw text is whole, except where the record was refused for its size: then it is the beginning.
    """

    number: int
    line: int
    reason: Reason
    raw: str


Record = PersonRecord | MomentRecord | TieRecord | LeftOutRecord | BrokenRecord


class RecordReader(Protocol):
    """Reads one kind of file. It never raises on what a file holds, only when the stream itself fails."""

    def read(self, stream: BinaryIO) -> Iterator[Record]:
        """Yield the file's records in their order, numbered from 1 without a gap, holding one at a time.

        People come before the moments and ties that name them, and what was left out comes last.
        """
        ...

    def count(self, stream: BinaryIO) -> int:
        """Return how many numbered records `read` would yield, for a progress bar; faster than reading them."""
        ...
