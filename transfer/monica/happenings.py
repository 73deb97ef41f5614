"""From activities, calls and conversations of Monica to moments."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from transfer.cleaning import clean_lines
from transfer.monica.channels import FieldTypes
from transfer.monica.people import uid_of
from transfer.monica.values import Json, collection, day_of, is_true, items_of, line, lines, mapping, properties_of

NOTE_LENGTH = 20_000
# Where several were together because of something that took place.
_EVENTS = frozenset({"went_theater", "went_concert", "went_play", "went_museum"})
_MINE, _THEIRS = "→", "←"


@dataclass(frozen=True, slots=True)
class Happening:
    """A moment before it has its number."""

    uid: str
    raw: str
    kind: str
    happened_on: date
    people: tuple[str, ...]
    initiator: str = ""
    note: str = ""


def activity_of(activity: object, people: Sequence[str], types: FieldTypes) -> Happening | None:
    """Return what was done together with these people; None without a day."""
    said = properties_of(activity)
    day = day_of(said.get("happened_at"))
    if day is None:
        return None
    kind = line(types.get(line(said.get("type")), {}).get("translation_key"))
    return Happening(
        uid=uid_of(activity),
        raw=written(activity),
        kind="event" if kind in _EVENTS else "meeting",
        happened_on=day,
        people=tuple(people),
        note=_note(line(said.get("summary"), 1000), lines(said.get("description"))),
    )


def happenings_of(contact: object, uid: str, types: FieldTypes) -> Iterator[Happening | None]:
    """Yield the calls and conversations with one person; None for one without a day."""
    for call in collection(contact, "call"):
        yield _call_of(call, uid)
    for conversation in collection(contact, "conversation"):
        yield _conversation_of(conversation, uid, types)


def written(value: object) -> str:
    """Return a value as the raw text that is kept of it; what no encoding can hold is escaped."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    try:
        text.encode()
    except UnicodeEncodeError:
        return json.dumps(value, separators=(",", ":"))
    return text


def _call_of(call: object, uid: str) -> Happening | None:
    said = properties_of(call)
    day = day_of(said.get("called_at"))
    if day is None:
        return None
    who = "" if "contact_called" not in said else "them" if is_true(said["contact_called"]) else "me"
    return Happening(_own_uid(call, uid), written(call), "call", day, (uid,), who, _note(lines(said.get("content"))))


def _conversation_of(conversation: object, uid: str, types: FieldTypes) -> Happening | None:
    said = properties_of(conversation)
    day = day_of(said.get("happened_at"))
    if day is None:
        return None
    medium = mapping(types.get(line(said.get("contact_field_type"))))
    kind = "mail" if line(medium.get("type")) == "email" or line(medium.get("protocol")) == "mailto:" else "message"
    messages = [properties_of(each) for each in items_of(said.get("messages"))]
    name = line(medium.get("name")) if kind == "message" else ""
    note = _note(name, "\n".join(filter(None, map(_message, messages))))
    return Happening(_own_uid(conversation, uid), written(conversation), kind, day, (uid,), _first(messages), note)


def _message(said: Json) -> str:
    content = lines(said.get("content"))
    return f"{_MINE if is_true(said.get('written_by_me')) else _THEIRS} {content}" if content else ""


def _first(messages: Sequence[Json]) -> str:
    """Return who wrote first."""
    if not messages:
        return ""
    first = min(messages, key=lambda said: str(said.get("written_at") or "9"))
    return "me" if is_true(first.get("written_by_me")) else "them"


def _note(*paragraphs: str) -> str:
    return clean_lines("\n\n".join(filter(None, paragraphs)), NOTE_LENGTH)


def _own_uid(thing: object, uid: str) -> str:
    """Return the UUID of a call or conversation; old exports have none, and then the text itself tells it apart."""
    return uid_of(thing) or f"{uid}:{line(mapping(thing).get('created_at'))}"
