"""Tables for tests: text, and workbooks made in memory."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from openpyxl import Workbook

from transfer.pasted import ListReader
from transfer.records import BrokenRecord, PersonRecord, Record
from transfer.tables import TableGuess, TableMapping, TableReader, XlsxReader, detect

XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def read_table(text: str | bytes, mapping: TableMapping | None = None) -> list[Record]:
    """Return the records of a text table."""
    return list(TableReader(mapping).read(io.BytesIO(text.encode() if isinstance(text, str) else text)))


def people_in(text: str | bytes, mapping: TableMapping | None = None) -> list[PersonRecord]:
    """Return the people of a text table of which nothing is broken."""
    records = read_table(text, mapping)
    assert not [record for record in records if isinstance(record, BrokenRecord)], records
    return [record for record in records if isinstance(record, PersonRecord)]


def guess(text: str | bytes, name: str = "people.csv") -> TableGuess:
    """Return what a text table seems to be."""
    found = detect(text.encode() if isinstance(text, str) else text, name)
    assert found
    return found


def workbook(*sheets: Sequence[Sequence[Any]], hidden: Sequence[int] = ()) -> io.BytesIO:
    """Return a workbook with these sheets."""
    book = Workbook()
    for at, rows in enumerate(sheets):
        sheet = book.active if at == 0 else book.create_sheet(f"Sheet {at}")
        assert sheet is not None
        for row in rows:
            sheet.append(list(row))
        if at in hidden:
            sheet.sheet_state = "hidden"
    stream = io.BytesIO()
    book.save(stream)
    stream.seek(0)
    return stream


def read_workbook(stream: io.BytesIO, mapping: TableMapping | None = None) -> list[Record]:
    """Return the records of a workbook, and check that as many are counted."""
    records = list(XlsxReader(mapping).read(stream))
    assert XlsxReader(mapping).count(stream) == len(records)
    return records


def read_list(text: str | bytes) -> list[Record]:
    """Return the records of a pasted list."""
    return list(ListReader().read(io.BytesIO(text.encode() if isinstance(text, str) else text)))
