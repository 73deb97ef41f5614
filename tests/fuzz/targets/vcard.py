"""The reader of vCards: whatever the bytes, it gives records that can be stored."""

from __future__ import annotations

import io

from tests.fuzz.cards import SEEDS
from transfer.records import PersonRecord
from transfer.vcard import VCardReader, photo_in, read_card

__all__ = ["SEEDS", "fuzz"]


def fuzz(data: bytes) -> None:
    """Read a file, and each card again from its raw text."""
    reader = VCardReader()
    records = list(reader.read(io.BytesIO(data)))
    assert [record.number for record in records] == list(range(1, len(records) + 1))
    assert len(records) == reader.count(io.BytesIO(data))
    for record in records:
        assert "\0" not in record.raw
        record.raw.encode()
        if isinstance(record, PersonRecord):
            assert record.name
            assert record.has_photo == (photo_in(record.raw) is not None)
            assert read_card(record.raw, number=record.number, line=record.line) == record
