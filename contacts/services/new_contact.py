"""What somebody says about a person, before it is a row."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from contacts.models import Closeness, LastInTouch, Origin
from contacts.rules.cadence import Cadence
from contacts.rules.partial_dates import AnnualDate
from contacts.rules.states import QuickMarks
from contacts.services.own_dates import OwnDateFacts


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """A mail address, phone number or link with its kind (home, work, or a label of the user's)."""

    value: str
    kind: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """Where somebody gets post; any part may be missing."""

    street: str = ""
    postal_code: str = ""
    city: str = ""
    region: str = ""
    country: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Handle:
    """A name or number in a messenger: a code of `contacts.rules.messengers`, or the user's own word."""

    service: str
    handle: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NewContact:
    """A person as entered or imported; only the name is needed. The first of several channels is the preferred one."""

    name: str
    given_name: str = ""
    family_name: str = ""
    nickname: str = ""
    name_prefix: str = ""
    name_suffix: str = ""
    former_name: str = ""
    phonetic_name: str = ""
    place: str = ""
    organisation: str = ""
    role: str = ""
    emails: tuple[Channel, ...] = ()
    phones: tuple[Channel, ...] = ()
    links: tuple[Channel, ...] = ()
    addresses: tuple[Address, ...] = ()
    messengers: tuple[Handle, ...] = ()
    # ISO 639 codes.
    languages: tuple[str, ...] = ()
    birthday: AnnualDate | None = None
    note: str = ""
    origin: str = Origin.OTHER
    closeness: str = Closeness.NOT_PLACED
    last_in_touch: str = LastInTouch.NOT_SURE
    is_interesting: bool = False
    is_close_to_heart: bool = False
    # The four quick marks, each -1, 0 or 1.
    trust: int = 0
    willing_to_help: int = 0
    standing: int = 0
    shared_time: int = 0
    ended_in_conflict: bool = False
    how_met: str = ""
    where_met: str = ""
    seeks: tuple[str, ...] = ()
    offers: tuple[str, ...] = ()
    own_dates: tuple[OwnDateFacts, ...] = ()
    # Names; the tags are made when they are new.
    tags: tuple[str, ...] = ()
    cadence: Cadence | None = None
    # From when the silence counts, where that is known better than by *last in touch, roughly*.
    anchor_on: date | None = None
    archived_at: datetime | None = None
    # Where what is known comes from, and what it is kept for.
    data_source: str = ""
    data_purpose: str = ""


# The fields of `NewContact` that are columns of a contact under the same name.
COLUMNS = (
    "name",
    "given_name",
    "family_name",
    "nickname",
    "name_prefix",
    "name_suffix",
    "former_name",
    "phonetic_name",
    "place",
    "how_met",
    "where_met",
    "note",
    "origin",
    "last_in_touch",
    "is_interesting",
    "is_close_to_heart",
    "ended_in_conflict",
    "archived_at",
    "data_source",
    "data_purpose",
    *QuickMarks._fields,
)


def columns_of(details: NewContact) -> dict[str, object]:
    """Return the values of the columns that are taken over as they are."""
    return {column: getattr(details, column) for column in COLUMNS}
