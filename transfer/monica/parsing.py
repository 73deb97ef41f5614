"""A JSON file as its parts, one after the other: each person, tie, activity or photo is built alone, and bounded."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

import ijson  # type: ignore[import-untyped]  # has neither stubs nor types

from transfer.monica.limits import Limits
from transfer.records import Reason

CHUNK, LONGEST_CHUNK = 2**16, 2**24
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
# Where the parts lie: {"account": {"data": [{"type": …, "values": [part]}], "instance": {name: [part]}}}
_NAMED = ("instance", "properties")
ACCOUNT = "account"


class DamagedError(Exception):
    """The file is no JSON, or ends too early; the first argument is the reason."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the export: in which section it lies, and what it says, or why that could not be taken in."""

    section: str
    value: Any
    fault: Reason | None = None


def parts(stream: BinaryIO, limits: Limits, wanted: Collection[str] | None = None) -> Iterator[Part]:
    """Yield the parts of the export; those of other sections than the wanted ones without what they say.

    Where there is an account, a part of that section comes first, which says nothing. Raises `DamagedError` behind all
    that stands before the damage.
    """
    stream.seek(0)
    events = _events(stream)
    path = _Path(limits)
    for event, value in events:
        if event in _ENDS or not (section := path.section()):
            if path.move(event, value):
                yield Part(ACCOUNT, None)
        elif wanted is None or section in wanted:
            yield Part(section, *(_built(event, events, limits) if event in _STARTS else (value, None)))
        else:
            _pass_over(event, events)
            yield Part(section, None)


_STARTS = frozenset({"start_map", "start_array"})
_ENDS = frozenset({"end_map", "end_array"})
_Events = Iterator[tuple[str, Any]]
# Keys on the way into one of the sections of the data: account, data, its place, and the key in it.
_DEPTH_OF_SECTION = 4


class _Path:
    """Where in the file one is: the keys on the way there, and the type of the section."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._keys: list[str] = []
        self._kind = ""

    def move(self, event: str, value: Any) -> bool:
        """Go on; return whether that leads into the account."""
        keys = self._keys
        if event in _STARTS:
            keys.append("")
            if len(keys) > self._limits.nesting:
                raise DamagedError(Reason.NESTED_TOO_DEEP)
            if len(keys) == _DEPTH_OF_SECTION:
                self._kind = ""
            return keys == [ACCOUNT, ""]
        if event in _ENDS:
            keys.pop()
        elif event == "map_key":
            keys[-1] = value
        elif len(keys) == _DEPTH_OF_SECTION and keys[1] == "data" and keys[3] == "type" and isinstance(value, str):
            self._kind = value
        return False

    def section(self) -> str:
        """Return in which section a value here is a part, or nothing where it is none."""
        keys = self._keys
        if not _DEPTH_OF_SECTION <= len(keys) <= _DEPTH_OF_SECTION + 1 or keys[0] != ACCOUNT:
            return ""
        if len(keys) == _DEPTH_OF_SECTION + 1:
            return (self._kind or "unknown") if keys[1] == "data" and keys[3] == "values" else ""
        return f"{keys[1]}.{keys[2]}" if keys[1] in _NAMED else ""


def _pass_over(event: str, events: _Events) -> None:
    """Take one value from the events and do nothing with it."""
    depth = 0
    while True:
        if event in _STARTS:
            depth += 1
        elif event in _ENDS:
            depth -= 1
        if not depth:
            return
        event, _value = next(events)


def _built(event: str, events: _Events, limits: Limits) -> tuple[Any, Reason | None]:
    """Take the list or object that begins with this event and return it; why, where only a part of it is taken."""
    root = _empty(event)
    inside: Any = root
    around: list[Any] = []
    key, measure = "", _Measure(limits)
    while True:
        event, value = next(events)
        if event in _ENDS:
            if not around:
                return root, None
            inside = around.pop()
            continue
        value = _empty(event) if event in _STARTS else value
        if fault := measure.add(value, len(around)):
            _leave(event, len(around) + 1, events)
            return root, fault
        if event == "map_key":
            key = value
            continue
        _put(inside, key, value)
        if event in _STARTS:
            around.append(inside)
            inside = value


def _empty(event: str) -> Any:
    return {} if event == "start_map" else []


def _put(inside: Any, key: str, value: Any) -> None:
    if type(inside) is list:
        inside.append(value)
    else:
        inside[key] = value


class _Measure:
    """How much of a part there is so far."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._values = self._characters = 0

    def add(self, value: Any, depth: int) -> Reason | None:
        """Count a value, and return which limit it goes beyond."""
        self._values += 1
        if type(value) is str:
            self._characters += len(value)
        if depth >= self._limits.nesting:
            return Reason.NESTED_TOO_DEEP
        is_too_large = self._values > self._limits.values or self._characters > self._limits.characters
        return Reason.CARD_TOO_LARGE if is_too_large else None


def _leave(event: str, depth: int, events: _Events) -> None:
    """Pass over the rest of a part in which one is so deep."""
    depth += event in _STARTS
    while depth:
        event, _value = next(events)
        if event in _STARTS:
            depth += 1
        elif event in _ENDS:
            depth -= 1


def _events(stream: BinaryIO) -> Iterator[tuple[str, Any]]:
    found = ijson.sendable_list()
    # Without floats, a number of thousands of digits breaks the parser.
    parser = ijson.basic_parse_coro(found, use_float=True)
    size = CHUNK
    chunk = stream.read(size).removeprefix(_BYTE_ORDER_MARK)
    while chunk:
        is_sound = _send(parser, chunk)
        # Inside a long text nothing is found, and the parser begins it anew with each piece: so the pieces grow.
        size = CHUNK if found else min(2 * size, LONGEST_CHUNK)
        yield from found
        del found[:]
        if not is_sound:
            raise DamagedError(Reason.UNREADABLE)
        chunk = stream.read(size)
    try:
        parser.close()
    except (ijson.JSONError, ValueError) as error:
        raise DamagedError(Reason.UNFINISHED) from error


def _send(parser: Any, chunk: bytes) -> bool:
    try:
        parser.send(chunk)
    except (ijson.JSONError, ValueError, StopIteration):
        return False
    return True
