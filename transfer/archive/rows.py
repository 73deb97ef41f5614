"""Lines of a file as rows, each looked at column by column."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from functools import cache
from typing import Any

from transfer.archive.ids import ids_in
from transfer.archive.opening import OpenArchive, read_json
from transfer.archive.problems import ArchiveError, Problem
from transfer.archive.saying import wrong_column
from transfer.archive.tables import Table

Row = dict[str, Any]
# A batch ends with so many rows, or with so many bytes.
BATCH_ROWS = 2000
BATCH_BYTES = 8 * 2**20
# Texts that are kept as somebody else wrote them: ids of ours in them stay as they are.
VERBATIM = {("transfer.sourcecard", name) for name in ("raw", "uid", "fingerprint")}


def rows_in_batches(archive: OpenArchive, table: Table, *, skip: int = 0) -> Iterator[list[tuple[int, Row]]]:
    """Yield the rows of a table, some at a time, each with its line; raises `ArchiveError` for one that is not right.

    Rows come in the order of their ids, as they were written, so that none can come twice.
    """
    batch: list[tuple[int, Row]] = []
    size, last, is_looked_at = 0, "", table.name in archive.looked_at
    for number, line in archive.lines(table, skip=skip):
        row = read_row(table, number, line, is_looked_at=is_looked_at)
        if row["id"] <= last:
            raise ArchiveError(Problem.BAD_ORDER, file=table.file, line=number)
        last = row["id"]
        batch.append((number, row))
        size += len(line)
        if len(batch) >= BATCH_ROWS or size >= BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch
    if not skip:
        archive.looked_at.add(table.name)


def read_row(table: Table, number: int, line: bytes, *, is_looked_at: bool = False) -> Row:
    """Return the row of a line, with a default for each column that its version of the product did not know.

    What was looked at before, in this very file, is not looked at again.
    """
    place = {"file": table.file, "line": number}
    try:
        row = read_json(line)
    except ValueError as error:
        raise ArchiveError(Problem.NOT_JSON, **place) from error
    if not isinstance(row, dict):
        raise ArchiveError(Problem.NOT_JSON, **place)
    for name, value in row.items() if not is_looked_at else ():
        column = table.by_name.get(name)
        if column is None:
            raise ArchiveError(Problem.UNKNOWN_COLUMN, **place, column=name[:60].replace("\0", ""))
        if not column.accepts(value):
            raise ArchiveError(Problem.BAD_VALUE, **place, column=name)
    if len(row) < len(table.columns):
        _complete(table, row, place)
    if not is_looked_at and (name := wrong_column(table.name, row)):
        raise ArchiveError(Problem.BAD_VALUE, **place, column=name)
    return row


@cache
def naming_columns(table: Table) -> frozenset[str]:
    """Return the columns that may name rows without being links: texts, JSON, and ids of whatever it may be."""
    columns = {each.name for each in table.columns if each.kind in ("id", "text", "json", "list")}
    return frozenset(columns - {"id", *table.links} - {name for of, name in VERBATIM if of == table.name})


def mentions_in(table: Table, row: Row) -> Iterator[str]:
    """Yield what looks like an id in the texts and the JSON of a row."""
    for name in naming_columns(table):
        yield from ids_in(row[name])


def _complete(table: Table, row: Row, place: dict[str, Any]) -> None:
    for column in table.columns:
        if column.name in row:
            continue
        if column.is_required:
            raise ArchiveError(Problem.MISSING_COLUMN, **place, column=column.name)
        row[column.name] = copy.deepcopy(column.default)
