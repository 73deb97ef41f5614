"""The reader of a pasted list: one person a line, or several with their mail addresses, as mail programs copy them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import BinaryIO

from transfer.cleaning import MAX_CHANNELS, clean_line, clean_lines
from transfer.pasted.lines import parse_line
from transfer.records import BrokenRecord, PersonRecord, Reason, Record, Typed
from transfer.texts import read_head, text_lines

_BETWEEN_ADDRESSES = re.compile(r"(?<=>)\s*[;,]\s*")


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits that no list of people meets."""

    line: int = 2_000
    records: int = 100_000


DEFAULT_LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class ListReader:
    """Reads pasted lists; a `transfer.records.RecordReader`."""

    limits: Limits = DEFAULT_LIMITS

    def read(self, stream: BinaryIO) -> Iterator[Record]:
        """Yield a person or a broken record for each line that is not empty; without any, one that says so."""
        number = 0
        for line, text in self._people(stream):
            number += 1
            if number > self.limits.records:
                yield BrokenRecord(number, line, Reason.TOO_MANY_CARDS, "")
                return
            yield read_line(text, number=number, line=line, limits=self.limits)
        if not number:
            yield BrokenRecord(1, 1, Reason.EMPTY_FILE, "")

    def count(self, stream: BinaryIO) -> int:
        """Return how many records `read` would yield."""
        return max(1, sum(1 for _ in islice(self._people(stream), self.limits.records + 1)))

    def _people(self, stream: BinaryIO) -> Iterator[tuple[int, str]]:
        """Yield the text about each person with the number of its line."""
        for at, text in enumerate(text_lines(read_head(stream), stream, self.limits.line), 1):
            is_several = text.count("<") > 1 and len(text) <= self.limits.line
            for one in _BETWEEN_ADDRESSES.split(text) if is_several else [text]:
                if one.strip():
                    yield at, one


def read_line(text: str, *, number: int = 1, line: int = 1, limits: Limits = DEFAULT_LIMITS) -> Record:
    """Return the person a line describes; the number is that of the record, the line that in the list."""
    raw = text[: limits.line]
    if len(text) > limits.line:
        return BrokenRecord(number, line, Reason.FIELD_TOO_LARGE, raw)
    found = parse_line(text)
    name = next((name for each in found.ways() if (name := clean_line(each))), "")
    if not any(sign.isalnum() for sign in name):
        return BrokenRecord(number, line, Reason.NO_NAME, raw)
    return PersonRecord(
        number=number,
        raw=raw,
        line=line,
        name=name,
        organisation=clean_line(found.organisation),
        emails=_typed(found.mails),
        phones=_typed(found.phones),
        links=_typed(found.links),
        note=clean_lines("\n".join(found.rest)),
    )


def _typed(values: list[str]) -> tuple[Typed, ...]:
    once = {value.casefold(): value for value in reversed(values[:MAX_CHANNELS])}
    return tuple(Typed(value) for value in reversed(once.values()))
