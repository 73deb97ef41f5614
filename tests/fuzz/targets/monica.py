"""The reader of Monica's exports: whatever the bytes, it gives records that can be stored."""

from __future__ import annotations

import io

from tests.transfer.monica_checks import check
from tests.transfer.monica_sample import sample
from transfer.monica import MonicaReader, photo_in
from transfer.records import LeftOutRecord

WHOLE = sample()
SEEDS = [
    WHOLE,
    WHOLE.replace(b"\n", b"").replace(b"  ", b"")[:4096],
    b'{"account":{"data":[{"type":"contact","values":[{"uuid":"1","properties":{"first_name":"A"},"data":[]}]}]}}',
    b'{"account":{"data":[{"type":"activity","values":[{"uuid":"2","properties":{"happened_at":"2024-01-01"}}]}]}}',
]


def fuzz(data: bytes) -> None:
    """Read a file, count it, and take the photos out of the texts that are kept."""
    reader = MonicaReader()
    records = list(reader.read(io.BytesIO(data)))
    assert records
    check(records)
    numbered = [record for record in records if not isinstance(record, LeftOutRecord)]
    assert len(numbered) == reader.count(io.BytesIO(data))
    for record in numbered:
        photo_in(record.raw)
