"""Ids of a file in the account that it comes into."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import Any

UUID_SHAPE = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
# The last so many hexadecimal digits of an id are changed; what stands before keeps the order of ids.
CHANGED = 8


class IdMap:
    """Says by which id a row of a file is kept here, and follows that wherever the id is written.

    Into the account that wrote the file, ids stay. Into another one, the last 32 bits of each are crossed with a word
    of the two accounts. So the same file gives the same ids again, the way back gives the old ones, and the order of
    ids holds: two that agree in all that stands before, 42 random bits of one millisecond, do not occur. A row that
    is here already under another id (`moved`) is meant by that one.
    """

    def __init__(
        self, source: str, target: str, *, moved: dict[str, str] | None = None, named: Iterable[str] = ()
    ) -> None:
        self._mask = _mask(source, target)
        self.moved = dict(moved or {})
        self._named = frozenset(named)

    def fresh(self, pk: str) -> str:
        """Return the id that a row gets here if it is new."""
        return f"{pk[:-CHANGED]}{int(pk[-CHANGED:], 16) ^ self._mask:08x}"

    def here(self, pk: str) -> str:
        """Return the id by which a row of the file is known here."""
        return self.moved.get(pk) or self.fresh(pk)

    def in_text(self, text: str) -> str:
        """Return a text in which ids of the file are those of here; what else looks like an id stays."""
        if len(text) < 36 or not self._named:
            return text
        return UUID_SHAPE.sub(lambda found: self.here(found[0]) if found[0] in self._named else found[0], text)

    def in_value(self, value: Any) -> Any:
        """Return a value of JSON with the ids of here, also where they are keys."""
        if isinstance(value, str):
            return self.in_text(value)
        if isinstance(value, list):
            return [self.in_value(each) for each in value]
        if isinstance(value, dict):
            return {self.in_text(key): self.in_value(each) for key, each in value.items()}
        return value


def ids_in(value: Any) -> Iterator[str]:
    """Yield whatever looks like an id in a value of JSON."""
    if isinstance(value, str):
        if len(value) >= 36:
            yield from UUID_SHAPE.findall(value)
    elif isinstance(value, list):
        for each in value:
            yield from ids_in(each)
    elif isinstance(value, dict):
        for key, each in value.items():
            yield from ids_in(key)
            yield from ids_in(each)


def _mask(source: str, target: str) -> int:
    if source == target:
        return 0
    word = sha256("\n".join(sorted((source, target))).encode()).digest()
    return int.from_bytes(word[:4]) or 1
