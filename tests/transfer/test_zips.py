"""A ZIP that names members without end: refused before its list is in memory, by whatever way it comes in."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from io import BytesIO

import pytest

from transfer.archive import opening
from transfer.archive.opening import OpenArchive
from transfer.archive.problems import ArchiveError, Problem
from transfer.packed import PackedReader
from transfer.records import BrokenRecord, Reason
from transfer.sources import detect_source
from transfer.tables.limits import DEFAULT_LIMITS
from transfer.tables.workbook import is_workbook, refuse_workbook
from transfer.zips import DIRECTORY_BYTES, DirectoryTooLargeError, open_zip

MEMBERS = DIRECTORY_BYTES // 46


@pytest.fixture(scope="module")
def endless() -> bytes:
    """A ZIP of a list alone, in the format of large ones (APPNOTE 4.3.14): each of its members has no name."""
    return b"PK\3\4" + _listing(MEMBERS + 1)


def test_a_list_without_end_is_not_read(endless: bytes) -> None:
    with pytest.raises(DirectoryTooLargeError):
        open_zip(BytesIO(endless))


def test_an_import_of_it_says_that_it_is_too_large(endless: bytes) -> None:
    stream = BytesIO(endless)
    assert not is_workbook(stream)
    assert refuse_workbook(stream, DEFAULT_LIMITS) == Reason.TOO_LARGE_UNPACKED
    assert not isinstance(detect_source(stream), Reason)
    [record] = list(PackedReader().read(stream))
    assert isinstance(record, BrokenRecord)
    assert record.reason == Reason.TOO_LARGE_UNPACKED


def test_a_restore_of_it_says_that_these_are_too_many_files(endless: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "DIRECTORY_BYTES", DIRECTORY_BYTES)
    with pytest.raises(ArchiveError) as refused:
        OpenArchive(BytesIO(endless))
    assert refused.value.problem == Problem.TOO_MANY_FILES


def test_a_list_of_all_photos_that_may_be_fits() -> None:
    name = len("photos/" + "a" * 32 + ".webp")
    assert opening.MOST_FILES * (46 + name) < opening.DIRECTORY_BYTES


def _listing(members: int) -> bytes:
    body = b"".join(_entries(members))
    end = struct.pack("<4sQ2H2L4Q", b"PK\6\6", 44, 45, 45, 0, 0, members, members, len(body), 4)
    where = struct.pack("<4sLQL", b"PK\6\7", 0, 4 + len(body), 1)
    return body + end + where + struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 0xFFFF, 0xFFFF, 2**32 - 1, 2**32 - 1, 0)


def _entries(members: int) -> Iterator[bytes]:
    entry = struct.pack("<4s4B4HL2L5H2L", b"PK\1\2", 20, 3, 20, 0, 0, 0, 0, 0x21, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
    return (entry for _ in range(members))
