"""From the properties of a card to the person it describes."""

from __future__ import annotations

from dataclasses import replace

from transfer.cleaning import PLACE_LENGTH, UID_LENGTH, clean_line
from transfer.records import PersonRecord, Reason, Typed
from transfer.vcard.channels import read_emails, read_phones
from transfer.vcard.content import CardContent
from transfer.vcard.values import split_and_join

_GROUP_KINDS = ("KIND", "X-ADDRESSBOOKSERVER-KIND")
_UUID_SCHEME = "urn:uuid:"


def person_of(content: CardContent, number: int, raw: str) -> PersonRecord | Reason:
    """Return the person the card describes, or why it describes none (RFC 6350 section 6)."""
    if any(content.line(name).lower() == "group" for name in _GROUP_KINDS):
        return Reason.GROUP
    family, given, additional, prefix, suffix, *_ = content.parts("N", split_and_join)
    organisation, *units = content.parts("ORG")
    person = PersonRecord(
        number=number,
        raw=raw,
        name=content.line("FN") or clean_line(" ".join((prefix, given, additional, family, suffix))),
        uid=_uid(content),
        given_name=given,
        additional_names=additional,
        family_name=family,
        prefix=prefix,
        suffix=suffix,
        nickname=clean_line(", ".join(content.listed("NICKNAME"))),
        organisation=organisation,
        unit=clean_line(", ".join(filter(None, units))),
        title=content.line("TITLE", "ROLE"),
        emails=read_emails(content),
        phones=read_phones(content),
        birthday=content.date("BDAY"),
        place=clean_line(content.parts("ADR")[3], PLACE_LENGTH),
        note=content.notes(),
    )
    return person if person.name else _named(person)


def _named(person: PersonRecord) -> PersonRecord | Reason:
    """Name a person by what else is known; a card with nothing to show for it is no use to anybody."""
    channels: tuple[Typed, ...] = person.emails + person.phones
    names = (person.nickname, person.organisation, person.unit, *(channel.value for channel in channels))
    name = next((name for name in names if name), "")
    return replace(person, name=clean_line(name)) if name else Reason.NO_NAME


def _uid(content: CardContent) -> str:
    """Return the UID without the prefix that only version 4.0 has (RFC 6350 section 6.7.6); never cut."""
    uid = content.line("UID", length=UID_LENGTH + len(_UUID_SCHEME) + 1)
    if uid.lower().startswith(_UUID_SCHEME):
        uid = uid[len(_UUID_SCHEME) :]
    return uid if len(uid) <= UID_LENGTH else ""
