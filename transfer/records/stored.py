"""Records as JSON, for the rows of a preview: only what a record says, and back again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
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


def store_person(record: PersonRecord) -> dict[str, Any]:
    """Return a person as JSON, without what is a column of its row: number, line, raw text and UID."""
    stored: dict[str, Any] = {field: value for field in _PLAIN if (value := getattr(record, field))}
    for field, store in _STORE.items():
        if value := getattr(record, field):
            stored[field] = store(value)
    return stored


def read_person(stored: Stored, *, number: int = 0, raw: str = "", line: int = 0, uid: str = "") -> PersonRecord:
    """Return the person that `store_person` stored."""
    given = {field: _READ[field](value) if field in _READ else value for field, value in stored.items()}
    return PersonRecord(number=number, raw=raw, line=line, uid=uid, **given)


def store_moment(record: MomentRecord) -> dict[str, Any]:
    """Return a moment as JSON, without number, line, raw text and UID."""
    return {
        "kind": record.kind,
        "happened_on": record.happened_on.isoformat(),
        "people": list(record.people),
        "precision": record.precision,
        "initiator": record.initiator,
        "note": record.note,
    }


def read_moment(stored: Stored, *, number: int = 0, raw: str = "", line: int = 0, uid: str = "") -> MomentRecord:
    """Return the moment that `store_moment` stored."""
    happened_on, people = date.fromisoformat(stored["happened_on"]), tuple(stored["people"])
    given = {**stored, "happened_on": happened_on, "people": people}
    return MomentRecord(number=number, raw=raw, line=line, uid=uid, **given)


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


def _store_address(address: PostalRecord) -> dict[str, str]:
    return {part: value for part in _POSTAL if (value := getattr(address, part))}


def _read_channels(stored: list[list[Any]]) -> tuple[Typed, ...]:
    return tuple(Typed(*each) for each in stored)


_POSTAL = ("street", "postal_code", "city", "region", "country", "kind")
_STORE: dict[str, Callable[[Any], Any]] = {
    **dict.fromkeys(("emails", "phones", "links"), lambda said: [_store_typed(each) for each in said]),
    **dict.fromkeys(("languages", "tags"), list),
    "addresses": lambda said: [_store_address(each) for each in said],
    "messengers": lambda said: [[each.service, each.handle] for each in said],
    "birthday": _store_day,
    "own_dates": lambda said: [[each.label, _store_day(each.day)] for each in said],
    "met_on": date.isoformat,
}
_READ: dict[str, Callable[[Any], Any]] = {
    **dict.fromkeys(("emails", "phones", "links"), _read_channels),
    **dict.fromkeys(("languages", "tags"), tuple),
    "addresses": lambda stored: tuple(PostalRecord(**each) for each in stored),
    "messengers": lambda stored: tuple(HandleRecord(*each) for each in stored),
    "birthday": lambda stored: AnnualDate(*stored),
    "own_dates": lambda stored: tuple(DateRecord(label, AnnualDate(*day)) for label, day in stored),
    "met_on": date.fromisoformat,
}
