"""Which fields a file knows otherwise than the contacts do, and what each side says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from contacts.models import Contact
from contacts.rules.partial_dates import AnnualDate
from transfer.records import PersonRecord

ORGANISATION, ROLE = "organisation", "role"


@dataclass(frozen=True, slots=True)
class SingleField:
    """Something that a person has once at most: its key, and what the contact and the record say; nothing is falsy."""

    key: str
    ours: Callable[[Contact], Any]
    theirs: Callable[[PersonRecord], Any]

    def differs(self, contact: Contact, record: PersonRecord) -> bool:
        """Whether both say something, and not the same."""
        ours, theirs = self.ours(contact), self.theirs(record)
        return bool(ours and theirs) and _plain(ours) != _plain(theirs)


def _column(column: str, of_record: str = "") -> SingleField:
    return SingleField(
        column, lambda contact: getattr(contact, column), lambda record: getattr(record, of_record or column)
    )


def _organisation(contact: Contact) -> str:
    position = contact.current_position
    return position.organisation_name if position else ""


def _role(contact: Contact) -> str:
    position = contact.current_position
    return position.role if position else ""


SINGLE_FIELDS: tuple[SingleField, ...] = (
    _column("name"),
    _column("given_name"),
    _column("family_name"),
    _column("nickname"),
    _column("name_prefix", "prefix"),
    _column("name_suffix", "suffix"),
    _column("former_name"),
    _column("phonetic_name"),
    SingleField(ORGANISATION, _organisation, lambda record: record.organisation),
    SingleField(ROLE, _role, lambda record: record.title),
    _column("birthday"),
    _column("place"),
    _column("where_met"),
    _column("note"),
)
FIELDS_BY_KEY = {field.key: field for field in SINGLE_FIELDS}


def differences(contact: Contact, record: PersonRecord) -> list[str]:
    """Return the keys of the fields of which both say something, and not the same; asks nothing after `with_details`.

    Spelling in capitals or with other spaces is the same.
    """
    return [field.key for field in SINGLE_FIELDS if field.differs(contact, record)]


def _plain(said: Any) -> Any:
    if isinstance(said, AnnualDate):
        return said
    return " ".join(str(said).casefold().split())
