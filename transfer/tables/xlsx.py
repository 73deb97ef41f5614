"""The reader of Excel workbooks (ECMA-376), by openpyxl with defusedxml: row after row, nothing is calculated."""

from __future__ import annotations

import datetime
import warnings
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import islice, zip_longest
from typing import Any, BinaryIO
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from transfer.records import BrokenRecord, Reason, Record
from transfer.tables.cutting import Row
from transfer.tables.guess import HEADER_ROWS, LOOKED_AT, TableGuess, find_header, guess_of, header_of, too_wide
from transfer.tables.limits import DEFAULT_LIMITS, REFUSED_RAW, Limits
from transfer.tables.mapping import TableMapping
from transfer.tables.reader import count_rows, read_rows
from transfer.tables.workbook import DAMAGED, has_formulas, refuse_workbook

# What openpyxl raises on what a file holds, beside what the ZIP does: it trusts a workbook to be one.
_UNREADABLE = (*DAMAGED, ParseError, KeyError, IndexError, TypeError, AttributeError, AssertionError, RecursionError)
_SHEETS_LOOKED_AT = 20
# What a cell shows in which a formula failed (ECMA-376 part 1, 18.18.11 and 18.17.3).
_ERRORS = frozenset(("#N/A", "#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "#NULL!", "#NUM!", "#GETTING_DATA"))


class _RefusedError(Exception):
    """The workbook cannot be read, and why."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class XlsxReader:
    """Reads the first sheet of a workbook that holds a table; a `transfer.records.RecordReader`."""

    mapping: TableMapping | None = None
    limits: Limits = DEFAULT_LIMITS

    def read(self, stream: BinaryIO) -> Iterator[Record]:
        """Yield a person or a broken record for each row; a file without any gives one that says why."""
        number = 0
        try:
            for record in read_rows(sheet_rows(stream, self.limits), self.mapping, self.limits):
                number += 1
                yield record
        except _RefusedError as refused:
            yield BrokenRecord(number + 1, 0, refused.reason, "")

    def count(self, stream: BinaryIO) -> int:
        """Return how many records `read` would yield."""
        try:
            return count_rows(sheet_rows(stream, self.limits), self.mapping, self.limits)
        except _RefusedError:
            return sum(1 for _ in self.read(stream))


def detect_xlsx(
    stream: BinaryIO, *, has_header: bool | None = None, limits: Limits = DEFAULT_LIMITS
) -> TableGuess | Reason:
    """Return what the table in a workbook seems to be, or why it cannot be read; `has_header` as of `detect`."""
    try:
        first = list(islice(sheet_rows(stream, limits), LOOKED_AT))
    except _RefusedError as refused:
        return refused.reason
    if first and first[0].fault is Reason.ROW_TOO_WIDE:
        return Reason.TOO_MANY_COLUMNS
    rows = [row.cells for row in first]
    if not any(cell.strip() for row in rows for cell in row):
        return Reason.EMPTY_FILE
    header = header_of(rows, has_header)
    return too_wide(rows[header] if header is not None else (), limits) or guess_of(rows, header, "xlsx")


def sheet_rows(stream: BinaryIO, limits: Limits) -> Iterator[Row]:
    """Yield the rows of the first sheet that holds a table, cells as text; raises `_RefusedError`."""
    if reason := refuse_workbook(stream, limits):
        raise _RefusedError(reason)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl tells of what it passes over, in which we take no part
            yield from _rows(stream, limits)
    except DefusedXmlException as error:
        raise _RefusedError(Reason.DANGEROUS_XML) from error
    except _UNREADABLE as error:
        raise _RefusedError(Reason.DAMAGED_ARCHIVE) from error


def _rows(stream: BinaryIO, limits: Limits) -> Iterator[Row]:
    with_formulas = has_formulas(stream)
    with closing(_open(stream, data_only=True)) as book:
        title = _table_sheet(book)
        values = _cells(book, title)
        if not with_formulas:
            yield from (_row(line, row, (), limits) for line, row in enumerate(values, 1))
            return
        with closing(_open(stream, data_only=False)) as texts:
            both = zip_longest(values, _cells(texts, title), fillvalue=())
            yield from (_row(line, row, formulas, limits) for line, (row, formulas) in enumerate(both, 1))


def _open(stream: BinaryIO, *, data_only: bool) -> Workbook:
    stream.seek(0)
    return load_workbook(stream, read_only=True, data_only=data_only, keep_links=False)


def _table_sheet(book: Workbook) -> int:
    """Return the place of the first sheet with a header, else of the first with anything, else 0."""
    filled = 0
    for at, sheet in reversed(list(enumerate(book.worksheets[:_SHEETS_LOOKED_AT]))):
        if sheet.sheet_state == "visible" and any(_texts(row) for row in islice(_cells(book, at), HEADER_ROWS)):
            filled = at
    return _first_with_header(book, filled)


def _first_with_header(book: Workbook, otherwise: int) -> int:
    for at, sheet in enumerate(book.worksheets[:_SHEETS_LOOKED_AT]):
        if sheet.sheet_state == "visible":
            first = [[text_of(value) for value in row] for row in islice(_cells(book, at), HEADER_ROWS)]
            if (header := find_header(first)) is not None and any(first[header + 1 :]):
                return at
    return otherwise


def _texts(row: tuple[Any, ...]) -> list[str]:
    return [text for value in row if (text := text_of(value))]


def _cells(book: Workbook, at: int) -> Iterator[tuple[Any, ...]]:
    if at >= len(book.worksheets):
        return iter(())
    sheet = book.worksheets[at]
    sheet.reset_dimensions()  # what the file says of its size may be anything
    return sheet.iter_rows(values_only=True)


def _row(line: int, values: tuple[Any, ...], formulas: tuple[Any, ...], limits: Limits) -> Row:
    cells = [text_of(value) for value in values]
    for at, formula in enumerate(formulas[: len(cells)]):
        if not cells[at] and values[at] is None and formula is not None:
            cells[at] = formula_text(formula)
    while cells and not cells[-1]:
        cells.pop()
    row = Row(line, cells)
    if len(cells) > limits.columns:
        row.fault = Reason.ROW_TOO_WIDE
    elif any(len(cell) > limits.cell for cell in cells):
        row.fault = Reason.FIELD_TOO_LARGE
    if row.fault:
        row.cells, row.raw = [], "\t".join(cell[:200] for cell in cells[: limits.columns])[:REFUSED_RAW]
    return row


def text_of(value: object) -> str:
    """Return what a cell holds as it would be written: whole numbers without a point, days as 1975-03-14."""
    match value:
        case None:
            return ""
        case bool():
            return "1" if value else "0"
        case float() if value.is_integer() and abs(value) < 10**17:
            return str(int(value))
        case datetime.datetime() if value.time() == datetime.time.min:
            return value.date().isoformat()
        case datetime.datetime():
            return value.isoformat(sep=" ")
    text = str(value)
    return "" if text in _ERRORS else text.replace("\0", "")


def formula_text(formula: object) -> str:
    """Return a formula that nobody has calculated as plain text: it begins with an apostrophe, as in Excel."""
    text = str(getattr(formula, "text", formula) or "")
    return f"'{text}" if text.startswith("=") else ""
