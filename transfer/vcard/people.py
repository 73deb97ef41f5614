"""From the properties of a card to the person it describes."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from transfer.cleaning import AFFIX_LENGTH, PLACE_LENGTH, UID_LENGTH, clean_line
from transfer.records import PersonRecord, Reason
from transfer.vcard.addresses import is_mere_place, parts_of
from transfer.vcard.content import CardContent
from transfer.vcard.fields import LIST_FIELDS
from transfer.vcard.names import former_name_of, nickname_of, phonetic_name_of
from transfer.vcard.photos import is_embedded
from transfer.vcard.values import split_and_join

_GROUP_KINDS = ("KIND", "X-ADDRESSBOOKSERVER-KIND")
_UUID_SCHEME = "urn:uuid:"


def person_of(content: CardContent, number: int, line: int, raw: str) -> PersonRecord | Reason:
    """Return the person the card describes, or why it describes none (RFC 6350 section 6)."""
    if any(content.line(name).lower() == "group" for name in _GROUP_KINDS):
        return Reason.GROUP
    family, given, additional, prefix, suffix, *_ = content.parts("N", split_and_join)
    organisation, *units = content.parts("ORG")
    name = content.line("FN") or clean_line(" ".join((prefix, given, additional, family, suffix)))
    lists: dict[str, Any] = {field.name: field.values_in(content) for field in LIST_FIELDS}
    person = PersonRecord(
        number=number,
        raw=raw,
        line=line,
        name=name,
        uid=_uid(content),
        given_name=given,
        additional_names=additional,
        family_name=family,
        prefix=clean_line(prefix, AFFIX_LENGTH),
        suffix=clean_line(suffix, AFFIX_LENGTH),
        nickname=nickname_of(content),
        former_name=former_name_of(content),
        phonetic_name=phonetic_name_of(content, name),
        organisation=organisation,
        unit=clean_line(", ".join(filter(None, units))),
        title=content.line("TITLE", "ROLE"),
        birthday=content.date("BDAY"),
        place=place_of(content),
        note=content.notes(),
        has_photo=any(map(is_embedded, content.all("PHOTO"))),
        **lists,
    )
    return person if person.name else _named(person)


def place_of(content: CardContent) -> str:
    """Return where somebody lives: what is a mere city, else the city of the preferred address that has one."""
    addresses = content.by_preference("ADR")
    mere = [each for each in addresses if is_mere_place(each, content.labels)]
    cities = (clean_line(parts_of(each)[3], PLACE_LENGTH) for each in mere or addresses)
    return next(filter(None, cities), "")


def _named(person: PersonRecord) -> PersonRecord | Reason:
    """Name a person by what else is known; a card with nothing to show for it is no use to anybody."""
    values = (each.value for each in (*person.emails, *person.phones))
    handles = (each.handle for each in person.messengers)
    names = (person.nickname, person.organisation, person.unit, *values, *handles)
    name = next((name for name in names if name), "")
    return replace(person, name=clean_line(name)) if name else Reason.NO_NAME


def _uid(content: CardContent) -> str:
    """Return the UID without the prefix that only version 4.0 has (RFC 6350 section 6.7.6); never cut."""
    uid = content.line("UID", length=UID_LENGTH + len(_UUID_SCHEME) + 1)
    if uid.lower().startswith(_UUID_SCHEME):
        uid = uid[len(_UUID_SCHEME) :]
    return uid if len(uid) <= UID_LENGTH else ""
