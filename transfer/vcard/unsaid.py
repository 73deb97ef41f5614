"""What a card says that the product has no field for: whether one card has more of it than others."""

from __future__ import annotations

from collections.abc import Iterator

from transfer.records import PersonRecord
from transfer.vcard.content import CardContent
from transfer.vcard.fields import LIST_FIELDS
from transfer.vcard.keeping import COMPANIONS, SINGLE_FIELDS
from transfer.vcard.people import person_of
from transfer.vcard.photos import is_embedded
from transfer.vcard.properties import Property
from transfer.vcard.writer import kept_properties

# What fields say, and what is about a card rather than about a person.
_FIELDS = frozenset(name for field in (*SINGLE_FIELDS, *LIST_FIELDS) for name in field.properties)
_PASSED_OVER = (
    _FIELDS | COMPANIONS | {"BDAY", "LABEL", "VERSION", "UID", "REV", "PRODID", "KIND", "X-ABUID", "X-ABSHOWAS"}
)


def has_more_unsaid(raw: str, kept: str) -> bool:
    """Whether a card has something without a field that the kept cards do not have: it is worth keeping as well."""
    return bool(set(_unsaid_in(raw)) - set(_unsaid_in(kept)))


def _unsaid_in(raw: str) -> Iterator[tuple[str, str]]:
    properties = kept_properties(raw) if raw else []
    for found in properties:
        if found.name not in _PASSED_OVER and not _is_said_otherwise(found):
            yield (found.name, found.value)
    person = person_of(CardContent(properties), 0, 0, "")
    if isinstance(person, PersonRecord):
        yield from ((name, said) for name in ("additional_names", "unit") if (said := getattr(person, name)))


def _is_said_otherwise(found: Property) -> bool:
    """Whether it is a photo that the contact has, or a tie that it has, as our own exports write them."""
    if found.name == "PHOTO":
        return is_embedded(found)
    return found.name == "RELATED" and found.value.lower().startswith("urn:uuid:")
