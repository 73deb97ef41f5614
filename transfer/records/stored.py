"""Records as JSON, for the rows of a preview: only what a record says, and back again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from contacts.rules.partial_dates import AnnualDate
from transfer.records.happenings import MomentRecord, TieRecord
from transfer.records.people import DateRecord, HandleRecord, PersonRecord, PostalRecord, Typed

Stored = Mapping[str, Any]

_PLAIN = (
    "name", "given_name", "additional_names", "family_name", "prefix", "suffix", "nickname", "former_name",
    "phonetic_name", "organisation", "unit", "title", "place", "note", "met_through", "how_met", "where_met",
    "cadence_count", "cadence_unit", "is_close_to_heart", "is_archived", "has_photo",
)  # fmt: skip
_CHANNELS = ("emails", "phones", "links")
_WORDS = ("languages", "tags")
_POSTAL = ("street", "postal_code", "city", "region", "country", "kind")


def store_person(record: PersonRecord) -> dict[str, Any]:
    """Return a person as JSON, without what is a column of its row: number, line, raw text and UID."""
    stored: dict[str, Any] = {field: value for field in _PLAIN if (value := getattr(record, field))}
    for field in _CHANNELS:
        if channels := getattr(record, field):
            stored[field] = [_store_typed(each) for each in channels]
    for field in _WORDS:
        if words := getattr(record, field):
            stored[field] = list(words)
    if record.addresses:
        stored["addresses"] = [
            {part: value for part in _POSTAL if (value := getattr(each, part))} for each in record.addresses
        ]
    if record.messengers:
        stored["messengers"] = [[each.service, each.handle] for each in record.messengers]
    if record.birthday:
        stored["birthday"] = _store_day(record.birthday)
    if record.own_dates:
        stored["own_dates"] = [[each.label, _store_day(each.day)] for each in record.own_dates]
    if record.met_on:
        stored["met_on"] = record.met_on.isoformat()
    return stored


def read_person(stored: Stored, *, number: int = 0, raw: str = "", line: int = 0, uid: str = "") -> PersonRecord:
    """Return the person that `store_person` stored."""
    given: dict[str, Any] = {field: stored[field] for field in _PLAIN if field in stored}
    for field in _CHANNELS:
        if field in stored:
            given[field] = tuple(Typed(*each) for each in stored[field])
    for field in _WORDS:
        if field in stored:
            given[field] = tuple(stored[field])
    if "addresses" in stored:
        given["addresses"] = tuple(PostalRecord(**each) for each in stored["addresses"])
    if "messengers" in stored:
        given["messengers"] = tuple(HandleRecord(*each) for each in stored["messengers"])
    if "birthday" in stored:
        given["birthday"] = AnnualDate(*stored["birthday"])
    if "own_dates" in stored:
        given["own_dates"] = tuple(DateRecord(label, AnnualDate(*day)) for label, day in stored["own_dates"])
    if "met_on" in stored:
        given["met_on"] = date.fromisoformat(stored["met_on"])
    return PersonRecord(number=number, raw=raw, line=line, uid=uid, **given)


def store_moment(record: MomentRecord) -> dict[str, Any]:
    """Return a moment as JSON, without number, line and raw text."""
    return {
        "kind": record.kind,
        "happened_on": record.happened_on.isoformat(),
        "people": list(record.people),
        "precision": record.precision,
        "initiator": record.initiator,
        "note": record.note,
        "uid": record.uid,
    }


def read_moment(stored: Stored, *, number: int = 0, raw: str = "", line: int = 0) -> MomentRecord:
    """Return the moment that `store_moment` stored."""
    happened_on, people = date.fromisoformat(stored["happened_on"]), tuple(stored["people"])
    given = {**stored, "happened_on": happened_on, "people": people}
    return MomentRecord(number=number, raw=raw, line=line, **given)


def store_tie(record: TieRecord) -> dict[str, Any]:
    """Return a tie as JSON, without number, line and raw text."""
    return {"person": record.person, "other": record.other, "kind": record.kind, "kinship": record.kinship}


def read_tie(stored: Stored, *, number: int = 0, raw: str = "", line: int = 0) -> TieRecord:
    """Return the tie that `store_tie` stored."""
    return TieRecord(number=number, raw=raw, line=line, **stored)


def _store_typed(channel: Typed) -> list[Any]:
    if channel.is_preferred:
        return [channel.value, channel.kind, True]
    return [channel.value, channel.kind] if channel.kind else [channel.value]


def _store_day(day: AnnualDate) -> list[int | None]:
    return [day.month, day.day, day.year] if day.year else [day.month, day.day]
