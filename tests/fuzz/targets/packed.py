"""The reader of ZIP files of vCards: a broken archive gives a reason and nothing else."""

from __future__ import annotations

import io
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from tests.fuzz.cards import SEEDS as CARDS
from transfer.packed import PackedReader


def _pack(compression: int, *members: bytes) -> bytes:
    stream = io.BytesIO()
    with ZipFile(stream, "w", compression) as archive:
        for number, member in enumerate(members):
            archive.writestr(f"{number}.vcf", member)
    return stream.getvalue()


SEEDS = [
    _pack(ZIP_STORED, CARDS[0]),
    _pack(ZIP_DEFLATED, *CARDS),
    b"PK\x05\x06" + b"\0" * 18,
]


def fuzz(data: bytes) -> None:
    """Read an archive, and count it."""
    reader = PackedReader()
    records = list(reader.read(io.BytesIO(data)))
    assert records
    assert len(records) == reader.count(io.BytesIO(data))
    assert [record.number for record in records] == list(range(1, len(records) + 1))
