"""What every import source yields: records of people, and records that could not be read; no Django here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import BinaryIO, Protocol

from contacts.rules.partial_dates import AnnualDate


class Reason(StrEnum):
    """Why a record, or a whole file, could not be read; pages turn the code into a sentence."""

    EMPTY_FILE = "empty_file"
    NOT_A_VCARD = "not_a_vcard"
    TOO_MANY_CARDS = "too_many_cards"
    CARD_TOO_LARGE = "card_too_large"
    LINE_TOO_LONG = "line_too_long"
    TOO_MANY_PROPERTIES = "too_many_properties"
    NESTED_TOO_DEEP = "nested_too_deep"
    NO_BEGIN = "no_begin"
    UNFINISHED = "unfinished"
    NO_NAME = "no_name"
    GROUP = "group"

    @property
    def is_about_file(self) -> bool:
        """Whether it says something about the whole file rather than about one record in it."""
        return self in {Reason.EMPTY_FILE, Reason.NOT_A_VCARD, Reason.TOO_MANY_CARDS}


@dataclass(frozen=True, slots=True)
class Typed:
    """A mail address or phone number with its kind.

    The kind is one of home, work, mobile, fax, pager, main, school, other, or the label its owner wrote, or empty.
    At most one of a person's addresses, and one of the numbers, is preferred.
    """

    value: str
    kind: str = ""
    is_preferred: bool = False


@dataclass(frozen=True, slots=True)
class PersonRecord:
    """A person as the source describes them: cleaned, within the lengths of `transfer.cleaning`, never nameless.

    The number is the record's place in the source, from 1. The raw text is what a fuller reader can read again.
    """

    number: int
    raw: str
    name: str
    uid: str = ""
    given_name: str = ""
    additional_names: str = ""
    family_name: str = ""
    prefix: str = ""
    suffix: str = ""
    nickname: str = ""
    organisation: str = ""
    unit: str = ""
    title: str = ""
    emails: tuple[Typed, ...] = ()
    phones: tuple[Typed, ...] = ()
    birthday: AnnualDate | None = None
    place: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class BrokenRecord:
    """A record that could not be read: its place in the source, the line it starts on, why, and its raw text.

    The raw text is whole, except where the record was refused for its size: then it is the beginning.
    """

    number: int
    line: int
    reason: Reason
    raw: str


Record = PersonRecord | BrokenRecord


class RecordReader(Protocol):
    """Reads one kind of file. It never raises on what a file holds, only when the stream itself fails."""

    def read(self, stream: BinaryIO) -> Iterator[Record]:
        """Yield the file's records in their order, numbered from 1 without a gap, holding one at a time."""
        ...

    def count(self, stream: BinaryIO) -> int:
        """Return how many records `read` would yield, for a progress bar; faster than reading them."""
        ...
