"""The reader of pasted lists: whatever the bytes, each line is a person or is told."""

from __future__ import annotations

import io

from transfer.pasted import ListReader
from transfer.records import BrokenRecord, PersonRecord

SEEDS = [
    b"Anna Blum\n- Bert Klee, Nordlicht GmbH, bert@x.example\n1. Carla Moos (Moos KG) +49 40 5550142\n",
    b'"Blum, Anna" <a@x.example>; Bert <b@x.example>, c@x.example\n\thttps://x.example\n',
    "Jürgen\tMüller KG\tTel.: 040/555 01 42\n".encode("cp1252"),
]


def fuzz(data: bytes) -> None:
    """Read a list, and count it."""
    reader = ListReader()
    records = list(reader.read(io.BytesIO(data)))
    assert records
    assert len(records) == reader.count(io.BytesIO(data))
    for number, record in enumerate(records, 1):
        assert isinstance(record, PersonRecord | BrokenRecord)
        assert record.number == number
        record.raw.encode()
        assert isinstance(record, BrokenRecord) or record.name
