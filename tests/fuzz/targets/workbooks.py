"""The reader of workbooks: a broken one gives a reason and nothing else."""

from __future__ import annotations

import datetime
import io

from tests.transfer.tables import workbook
from transfer.records import BrokenRecord, PersonRecord
from transfer.tables import XlsxReader, detect_xlsx, is_workbook

_ROWS: list[list[object]] = [
    ["Name", "Telefon", "Geburtstag"],
    ["Anna", 49151, datetime.date(1975, 3, 14)],
    ["Bert", "=1+1", None],
]
SEEDS = [workbook(_ROWS).getvalue(), workbook([], _ROWS).getvalue(), b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"]


def fuzz(data: bytes) -> None:
    """Look at a workbook, read it, and count it."""
    stream = io.BytesIO(data)
    is_workbook(stream)
    detect_xlsx(stream)
    reader = XlsxReader()
    records = list(reader.read(stream))
    assert records
    assert len(records) == reader.count(stream)
    for number, record in enumerate(records, 1):
        assert isinstance(record, PersonRecord | BrokenRecord)
        assert record.number == number
