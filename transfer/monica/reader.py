"""The reader of Monica's exports: two passes, with one person in memory at a time."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import date
from itertools import count
from typing import Any, BinaryIO

from transfer.cleaning import clean_line
from transfer.monica.happenings import Happening, activity_of, happenings_of, written
from transfer.monica.index import CONTACTS, Index, index_of
from transfer.monica.limits import DEFAULT_LIMITS, REFUSED_RAW_CHARACTERS, Limits
from transfer.monica.parsing import DamagedError, Part, parts
from transfer.monica.people import person_of, uid_of, what_is_left_out
from transfer.monica.ties import Ties
from transfer.monica.values import collection, line, mapping, properties_of
from transfer.monica.waiting import Waiting
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
            index.close()

    def count(self, stream: BinaryIO) -> int:
        """Return how many numbered records `read` would yield."""
        return sum(not isinstance(record, LeftOutRecord) for record in self.read(stream))


def _why_nothing(stream: BinaryIO, index: Index) -> Reason:
    """Return what the whole file is, where there is nobody in it."""
    stream.seek(0)
    return Reason.EMPTY_FILE if index.is_sound or not stream.read(1) else Reason.NOT_MONICA


class _Reading:
    """The second pass, through a file whose index is known."""

    def __init__(self, stream: BinaryIO, limits: Limits, index: Index) -> None:
        self._stream, self._limits, self._index = stream, limits, index
        self._numbers = count(1)
        self._left_out: Counter[str] = Counter(index.left_out)
        # By UID, of the people who have a name.
        self._names: dict[str, str] = {}
        self._introducers: dict[str, str] = {}
        self._attendance: dict[str, list[str]] = defaultdict(list)
        self._happenings = Waiting()

    def records(self) -> Iterator[Record]:
        """Yield all that the file tells."""
        try:
            yield from self._persons()
            if damage := self._index.damage:
                yield BrokenRecord(next(self._numbers), 0, damage, "")
            yield from self._moments()
            yield from self._ties()
        finally:
            self._happenings.close()
        for what, often in sorted((+self._left_out).items()):
            yield LeftOutRecord(what, often)

    def _persons(self) -> Iterator[Record]:
        for place, part in enumerate(self._contacts(), 1):
            number = next(self._numbers)
            if place > self._limits.people:
                yield BrokenRecord(number, 0, Reason.TOO_MANY_CARDS, "")
                return
            yield self._person(part, number)

    def _contacts(self) -> Iterator[Part]:
        try:
            yield from (part for part in parts(self._stream, self._limits, CONTACTS) if part.section in CONTACTS)
        except DamagedError:
            return  # noted by the first pass

    def _person(self, part: Part, number: int) -> Record:
        if part.fault or not isinstance(part.value, dict):
            raw = written(part.value)[:REFUSED_RAW_CHARACTERS]
            return BrokenRecord(number, 0, part.fault or Reason.UNREADABLE, raw)
        self._left_out += what_is_left_out(part.value)
        record = read_contact(self._raw_of(part.value), number=number)
        uid = record.uid if isinstance(record, PersonRecord) else ""
        if isinstance(record, PersonRecord) and uid:
            self._names[uid] = record.name
            if introducer := line(properties_of(part.value).get("first_met_through")):
                self._introducers[uid] = introducer
            for activity in collection(part.value, "activity"):
                self._attendance[line(activity)].append(uid)
        for happening in happenings_of(part.value, uid, self._index.field_types):
            self._wait(happening if uid else None)
        return record

    def _wait(self, happening: Happening | None) -> None:
        """Keep a call or conversation until all the people have come."""
        if happening is None:
            self._left_out["call"] += 1
        else:
            self._happenings.put({**asdict(happening), "happened_on": happening.happened_on.isoformat()})

    def _raw_of(self, contact: dict[str, Any]) -> str:
        """Return a person with all that is needed to read them alone: types of contact fields, the photo, the language.

        What changes by looking at somebody in Monica is no part of it, so that the same person stays the same text.
        """
        said = {key: value for key, value in properties_of(contact).items() if key not in _VOLATILE}
        kept: dict[str, Any] = {"contact": {**contact, "properties": said}, "locale": self._index.locale}
        types = self._index.field_types
        used = {line(properties_of(each).get("type")) for each in collection(contact, "contact_field")}
        kept["field_types"] = {uid: types[uid] for uid in sorted(used & types.keys())}
        if photo := self._index.photos.get(_photo_uid_of(contact)):
            kept["photo"] = photo
        return written(kept)

    def _moments(self) -> Iterator[Record]:
        for (kept,) in self._happenings:
            day, people = date.fromisoformat(kept["happened_on"]), tuple(kept["people"])
            yield self._moment(Happening(**{**kept, "happened_on": day, "people": people}))
        for (activity,) in self._index.activities:
            people = tuple(dict.fromkeys(self._attendance.get(uid_of(activity), ())))
            happening = activity_of(activity, people, self._index.activity_types) if people else None
            if happening:
                yield self._moment(happening)
            else:
                self._left_out["activity"] += 1

    def _moment(self, happening: Happening) -> MomentRecord:
        return MomentRecord(
            number=next(self._numbers),
            raw=happening.raw,
            kind=happening.kind,
            happened_on=happening.happened_on,
            people=happening.people,
            initiator=happening.initiator,
            note=happening.note,
            uid=happening.uid,
            name=clean_line(", ".join(self._names[uid] for uid in happening.people)),
        )

    def _ties(self) -> Iterator[Record]:
        ties = Ties(self._names)
        for uid, introducer in self._introducers.items():
            yield from self._tie(lambda: ties.read_introducer(introducer, uid))  # noqa: B023 - called at once
        for (relationship,) in self._index.relationships:
            yield from self._tie(lambda: ties.read(relationship))  # noqa: B023 - called at once

    def _tie(self, read: Callable[[], _Tie | None]) -> Iterator[Record]:
        try:
            found = read()
        except LookupError:
            self._left_out["relationship"] += 1
            return
        if found:
            person, other, kind, kinship = found
            raw = written({"person": person, "other": other, "kind": kind, "kinship": kinship})
            name = clean_line(f"{self._names[person]} – {self._names[other]}")
            yield TieRecord(next(self._numbers), raw, person, other, kind, kinship, name=name)


def _photo_uid_of(contact: object) -> str:
    """Return the UUID of the photo that shows a person: the chosen one, else the first."""
    avatar = line(mapping(properties_of(contact).get("avatar")).get("avatar_photo"))
    return avatar or next(map(line, collection(contact, "photo")), "")


_VOLATILE = frozenset({"last_consulted_at", "number_of_views", "stay_in_touch_trigger_date", "distant_etag"})
