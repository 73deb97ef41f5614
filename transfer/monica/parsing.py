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
    """Yield the parts of these sections; or else of all, and before them an empty one where there is an account.

    Raises `DamagedError` behind all that stands before the damage.
    """
    stream.seek(0)
    walk = _Walk(limits, wanted)
    for event, value in _events(stream):
        if part := walk.step(event, value):
            yield part


_STARTS = frozenset({"start_map", "start_array"})
_ENDS = frozenset({"end_map", "end_array"})


class _Walk:
    """Where in the file one is: the keys on the way there, and the part that is being built."""

    def __init__(self, limits: Limits, wanted: Collection[str] | None) -> None:
        self._limits, self._wanted = limits, wanted
        self._path: list[str] = []
        self._kind = ""
        self._builder: _Builder | None = None

    def step(self, event: str, value: Any) -> Part | None:
        """Take in what comes next, and return the part that it completes."""
        if self._builder is None and event not in _ENDS and (section := self._section()):
            is_kept = self._wanted is None or section in self._wanted
            self._builder = _Builder(section, self._limits, is_kept=is_kept)
        if self._builder is None:
            return self._move(event, value)
        self._builder.take(event, value)
        if not self._builder.is_complete:
            return None
        built, self._builder = self._builder, None
        return built.built() if built.is_kept else None

    def _move(self, event: str, value: Any) -> Part | None:
        path = self._path
        if event in _STARTS:
            path.append("")
            if len(path) > self._limits.nesting:
                raise DamagedError(Reason.NESTED_TOO_DEEP)
            if len(path) == _DEPTH_OF_SECTION:
                self._kind = ""
            is_asked_for = self._wanted is None
            return Part(ACCOUNT, None) if is_asked_for and path == [ACCOUNT, ""] else None
        if event in _ENDS:
            path.pop()
        elif event == "map_key":
            path[-1] = value
        elif len(path) == _DEPTH_OF_SECTION and path[1] == "data" and path[3] == "type" and isinstance(value, str):
            self._kind = value
        return None

    def _section(self) -> str:
        """Return in which section a value here is a part, or nothing where it is none."""
        path = self._path
        if path[:1] != [ACCOUNT]:
            return ""
        if len(path) == _DEPTH_OF_SECTION + 1 and path[1] == "data" and path[3] == "values":
            return self._kind or "unknown"
        return f"{path[1]}.{path[2]}" if len(path) == _DEPTH_OF_SECTION and path[1] in _NAMED else ""


# Keys on the way into one of the sections of the data: account, data, its place, and the key in it.
_DEPTH_OF_SECTION = 4


class _Builder:
    """Builds one part out of events, as long as it keeps within the limits; what goes beyond is only passed over."""

    def __init__(self, section: str, limits: Limits, *, is_kept: bool) -> None:
        self.section = section
        self.is_kept = is_kept
        self.is_complete = False
        self._limits = limits
        self._fault: Reason | None = None
        self._depth = self._values = self._characters = 0
        self._built = ijson.ObjectBuilder()

    def take(self, event: str, value: Any) -> None:
        """Add what comes next."""
        if event in _STARTS:
            self._depth += 1
        elif event in _ENDS:
            self._depth -= 1
        self.is_complete = self._depth == 0 and event != "map_key"
        if self.is_kept and self._fault is None:
            self._measure(value)
            self._built.event(event, value)

    def built(self) -> Part:
        """Return the part; of one that goes beyond the limits, as much of it as keeps within them."""
        return Part(self.section, self._built.value, self._fault)

    def _measure(self, value: Any) -> None:
        self._values += 1
        self._characters += len(value) if isinstance(value, str) else 0
        if self._depth > self._limits.nesting:
            self._fault = Reason.NESTED_TOO_DEEP
        elif self._values > self._limits.values or self._characters > self._limits.characters:
            self._fault = Reason.CARD_TOO_LARGE


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
