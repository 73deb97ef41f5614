"""The reader of Monica's exports: three passes, so that nothing but what people need of each other is held."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count
from typing import Any, BinaryIO

from transfer.monica.happenings import Happening, activity_of, happenings_of, written
from transfer.monica.index import ACTIVITIES, CONTACTS, RELATIONSHIPS, Index, index_of, photo_uid_of
from transfer.monica.limits import DEFAULT_LIMITS, REFUSED_RAW_CHARACTERS, Limits
from transfer.monica.parsing import DamagedError, Part, parts
from transfer.monica.people import person_of, uid_of, what_is_left_out
from transfer.monica.ties import Ties
from transfer.monica.values import collection, line, mapping, properties_of
from transfer.records import (
    BrokenRecord,
    LeftOutRecord,
    MomentRecord,
    PersonRecord,
    Reason,
    Record,
    TieRecord,
)

_Tie = tuple[str, str, str, str]


def is_monica(head: bytes) -> bool:
    """Return whether a file that begins like this is an export of Monica, or at least JSON that has an account."""
    begin = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    return begin.startswith(b"{") and (b'"account"' in begin or b'"app_version"' in begin)


def read_contact(raw: str, *, number: int = 1) -> Record:
    """Read the raw text of one person that was kept from an earlier import."""
    try:
        kept: Any = json.loads(raw)
    except (ValueError, RecursionError):
        return BrokenRecord(number, 0, Reason.UNREADABLE, raw)
    person = person_of(mapping(kept), number, raw)
    return person if isinstance(person, PersonRecord) else BrokenRecord(number, 0, person, raw)


@dataclass(frozen=True, slots=True)
class MonicaReader:
    """Reads the JSON that Monica 4 writes; a `transfer.records.RecordReader`. The stream has to be seekable."""

    limits: Limits = DEFAULT_LIMITS

    def read(self, stream: BinaryIO) -> Iterator[Record]:
        """Yield the people, then moments, then ties, then what was left out; other files give one broken record."""
        index = index_of(stream, self.limits)
        try:
            if index.contacts:
                yield from _Reading(stream, self.limits, index).records()
            else:
                yield BrokenRecord(1, 0, _why_nothing(stream, index), "")
        finally:
            index.photos.close()

    def count(self, stream: BinaryIO) -> int:
        """Return how many numbered records `read` would yield."""
        return sum(not isinstance(record, LeftOutRecord) for record in self.read(stream))


def _why_nothing(stream: BinaryIO, index: Index) -> Reason:
    """Return what the whole file is, where there is nobody in it."""
    stream.seek(0)
    return Reason.EMPTY_FILE if index.is_sound or not stream.read(1) else Reason.NOT_MONICA


class _Reading:
    """One run through a file whose index is known."""

    def __init__(self, stream: BinaryIO, limits: Limits, index: Index) -> None:
        self._stream, self._limits, self._index = stream, limits, index
        self._numbers = count(1)
        self._left_out: Counter[str] = Counter(index.left_out)
        self._named: set[str] = set()

    def records(self) -> Iterator[Record]:
        """Yield all that the file tells."""
        yield from self._people()
        if damage := self._index.damage:
            yield BrokenRecord(next(self._numbers), 0, damage, "")
        yield from self._moments()
        yield from self._ties()
        for what, often in sorted((+self._left_out).items()):
            yield LeftOutRecord(what, often)

    def _parts(self, wanted: frozenset[str]) -> Iterator[Part]:
        try:
            yield from parts(self._stream, self._limits, wanted)
        except DamagedError:
            return  # noted by the first pass

    def _people(self) -> Iterator[Record]:
        for place, part in enumerate(self._parts(CONTACTS), 1):
            number = next(self._numbers)
            if place > self._limits.people:
                yield BrokenRecord(number, 0, Reason.TOO_MANY_CARDS, "")
                return
            yield self._person(part, number)

    def _person(self, part: Part, number: int) -> Record:
        if part.fault or not isinstance(part.value, dict):
            raw = written(part.value)[:REFUSED_RAW_CHARACTERS]
            return BrokenRecord(number, 0, part.fault or Reason.UNREADABLE, raw)
        self._left_out += what_is_left_out(part.value)
        raw = self._raw_of(part.value)
        record = read_contact(raw, number=number)
        if isinstance(record, PersonRecord):
            self._named.add(record.uid)
        return record

    def _raw_of(self, contact: dict[str, Any]) -> str:
        """Return a person with all that is needed to read them alone: types of contact fields, the photo, the language.

        What changes by looking at somebody in Monica is no part of it, so that the same person stays the same text.
        """
        said = {key: value for key, value in properties_of(contact).items() if key not in _VOLATILE}
        kept: dict[str, Any] = {"contact": {**contact, "properties": said}, "locale": self._index.locale}
        types = self._index.field_types
        used = {line(properties_of(each).get("type")) for each in collection(contact, "contact_field")}
        kept["field_types"] = {uid: types[uid] for uid in sorted(used & types.keys())}
        if photo := self._index.photos.get(photo_uid_of(contact)):
            kept["photo"] = photo
        return written(kept)

    def _moments(self) -> Iterator[Record]:
        for part in self._parts(CONTACTS | ACTIVITIES):
            if part.section in ACTIVITIES:
                people = [uid for uid in self._index.attendance.get(uid_of(part.value), ()) if uid in self._named]
                activity = activity_of(part.value, people, self._index.activity_types) if people else None
                yield from self._numbered(activity, "activity")
                continue
            uid = uid_of(part.value)
            for happening in happenings_of(part.value, uid, self._index.field_types):
                yield from self._numbered(happening if uid in self._named else None, "call")

    def _numbered(self, happening: Happening | None, what: str) -> Iterator[Record]:
        if happening is None:
            self._left_out[what] += 1
            return
        yield MomentRecord(
            number=next(self._numbers),
            raw=happening.raw,
            kind=happening.kind,
            happened_on=happening.happened_on,
            people=happening.people,
            initiator=happening.initiator,
            note=happening.note,
            uid=happening.uid,
        )

    def _ties(self) -> Iterator[Record]:
        ties = Ties(self._named)
        for part in self._parts(CONTACTS | RELATIONSHIPS):
            read = ties.read if part.section in RELATIONSHIPS else ties.read_introducer
            yield from self._tie(read, part.value)

    def _tie(self, read: Callable[[object], _Tie | None], value: object) -> Iterator[Record]:
        try:
            found = read(value)
        except LookupError:
            self._left_out["relationship"] += 1
            return
        if found:
            person, other, kind, kinship = found
            raw = written({"person": person, "other": other, "kind": kind, "kinship": kinship})
            yield TieRecord(next(self._numbers), raw, person, other, kind, kinship)


_VOLATILE = frozenset({"last_consulted_at", "number_of_views", "stay_in_touch_trigger_date", "distant_etag"})
