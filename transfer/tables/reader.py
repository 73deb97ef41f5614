"""The readers of tables: each row that says something about somebody is a person."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import BinaryIO

from transfer.records import BrokenRecord, Reason, Record
from transfer.tables.cutting import Row
from transfer.tables.guess import LOOKED_AT, guess_of, header_of, layout_of, text_rows, too_wide
from transfer.tables.limits import DEFAULT_LIMITS, Limits
from transfer.tables.mapping import TableMapping
from transfer.tables.people import is_passed_over, raw_of, read_row
from transfer.texts import read_head


@dataclass(frozen=True, slots=True)
class TableReader:
    """Reads text tables; a `transfer.records.RecordReader`. Without a mapping it goes by its own guess."""

    mapping: TableMapping | None = None
    limits: Limits = DEFAULT_LIMITS

    def read(self, stream: BinaryIO) -> Iterator[Record]:
        """Yield a person or a broken record for each row; a file without any gives one that says why."""
        return read_rows(self._rows(stream), self.mapping, self.limits)

    def count(self, stream: BinaryIO) -> int:
        """Return how many records `read` would yield."""
        return count_rows(self._rows(stream), self.mapping, self.limits)

    def _rows(self, stream: BinaryIO) -> Iterator[Row]:
        head = read_head(stream)
        return text_rows(head, stream, layout_of(head, self.limits), self.limits)


def read_rows(rows: Iterator[Row], mapping: TableMapping | None, limits: Limits) -> Iterator[Record]:
    """Yield the records of rows, of which the first ones may be notes and one the header."""
    number = 0
    table = _open(rows, mapping, limits)
    if isinstance(table, Reason):
        yield BrokenRecord(1, 1, table, "")
        return
    for row in table.rows:
        number += 1
        if number > limits.records:
            yield BrokenRecord(number, row.line, Reason.TOO_MANY_CARDS, "")
            return
        if row.fault:
            yield BrokenRecord(number, row.line, row.fault, row.raw)
        else:
            yield read_row(row.cells, table.headings, table.mapping, number=number, line=row.line)
    if not number:
        yield BrokenRecord(1, 1, Reason.EMPTY_FILE, raw_of(table.headings, ()))


def count_rows(rows: Iterator[Row], mapping: TableMapping | None, limits: Limits) -> int:
    """Return how many records `read_rows` would yield of them."""
    table = _open(rows, mapping, limits)
    if isinstance(table, Reason):
        return 1
    return max(1, sum(1 for _ in islice(table.rows, limits.records + 1)))


@dataclass(frozen=True, slots=True)
class _Table:
    """The rows below the header that say something, with the headings and what they mean."""

    headings: Sequence[str]
    mapping: TableMapping
    rows: Iterable[Row]


def _open(rows: Iterator[Row], mapping: TableMapping | None, limits: Limits) -> _Table | Reason:
    """Find the header among the first rows; return why there is no table, if so."""
    first = list(islice(rows, LOOKED_AT))
    cells = [row.cells for row in first]
    if not any(cell.strip() for row in cells for cell in row) and not any(row.fault for row in first):
        return Reason.EMPTY_FILE
    at = header_of(cells, None if mapping is None else mapping.has_header)
    headings = tuple(cells[at]) if at is not None else ()
    if first and first[0].fault is Reason.ROW_TOO_WIDE:
        return Reason.TOO_MANY_COLUMNS
    if reason := too_wide(headings, limits):
        return reason
    found = mapping if mapping is not None else guess_of(cells, at, "csv").mapping
    if not any(found.columns.values()):
        return Reason.NO_COLUMNS
    below = first if at is None else first[at + 1 :]
    return _Table(headings, found, _said(below, rows, found))


def _said(first: Sequence[Row], rest: Iterator[Row], mapping: TableMapping) -> Iterator[Row]:
    for each in (first, rest):
        for row in each:
            if row.fault or not is_passed_over(row.cells, mapping):
                yield row
