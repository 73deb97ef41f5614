"""A person as a source describes them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from contacts.rules.partial_dates import AnnualDate


@dataclass(frozen=True, slots=True)
class Typed:
    """A mail address, phone number or link with its kind.

    The kind is one of home, work, mobile, fax, pager, main, school, other, or the label its owner wrote, or empty.
    At most one of a person's addresses, and one of the numbers, is preferred.
    """

    value: str
    kind: str = ""
    is_preferred: bool = False


@dataclass(frozen=True, slots=True)
class PostalRecord:
    """Where somebody gets post; any part may be empty."""

    street: str = ""
    postal_code: str = ""
    city: str = ""
    region: str = ""
    country: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class HandleRecord:
    """A name or number in a messenger: a code of `contacts.rules.messengers`, or the source's own word."""

    service: str
    handle: str


@dataclass(frozen=True, slots=True)
class DateRecord:
    """A day of the year that matters: `anniversary`, or what its owner calls it."""

    label: str
    day: AnnualDate


@dataclass(frozen=True, slots=True)
class PersonRecord:
    """A person as the source describes them: cleaned, within the lengths of `transfer.cleaning`, never nameless.

    The number is the record's place in the source, from 1. The raw text is what a fuller reader can read again; a photo
    stays in it (`transfer.sources.photo_of`) and only its presence is told.
    """

    number: int
    raw: str
    name: str
    line: int = 0
    uid: str = ""
    given_name: str = ""
    additional_names: str = ""
    family_name: str = ""
    prefix: str = ""
    suffix: str = ""
    nickname: str = ""
    former_name: str = ""
    phonetic_name: str = ""
    organisation: str = ""
    unit: str = ""
    title: str = ""
    emails: tuple[Typed, ...] = ()
    phones: tuple[Typed, ...] = ()
    links: tuple[Typed, ...] = ()
    addresses: tuple[PostalRecord, ...] = ()
    messengers: tuple[HandleRecord, ...] = ()
    languages: tuple[str, ...] = ()  # ISO 639 codes
    birthday: AnnualDate | None = None
    own_dates: tuple[DateRecord, ...] = ()
    place: str = ""
    note: str = ""
    tags: tuple[str, ...] = ()
    # How one met: through what (LinkedIn), in which words, where, and since when one is in touch.
    met_through: str = ""
    how_met: str = ""
    where_met: str = ""
    met_on: date | None = None
    # How often one wants to be in touch: a number of `week` or `month`.
    cadence_count: int = 0
    cadence_unit: str = ""
    is_close_to_heart: bool = False
    is_archived: bool = False
    has_photo: bool = False
