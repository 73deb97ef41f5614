"""ZIP files from strangers: their list of members is read in one go, so how long it is comes first; no Django here."""

from __future__ import annotations

import io
from typing import BinaryIO, cast
from zipfile import ZipFile

# Of an address book or a workbook; this much names about 100,000 members.
DIRECTORY_BYTES = 8 * 2**20


class DirectoryTooLargeError(Exception):
    """The list of members is longer than that of any honest file."""


def open_zip(stream: BinaryIO, *, directory_bytes: int = DIRECTORY_BYTES) -> ZipFile:
    """Return the open archive; a member takes 50 bytes of the list, and ten times that in memory.

    Raises `DirectoryTooLargeError`, and whatever `zipfile` raises on a damaged file.
    """
    return ZipFile(cast(BinaryIO, _Bounded(stream, directory_bytes)))


class _Bounded(io.RawIOBase):
    """The archive itself, of which nothing larger than the list of members is read at once."""

    def __init__(self, stream: BinaryIO, most: int) -> None:
        self._stream = stream
        self._most = most

    def read(self, size: int = -1) -> bytes:
        if size > self._most:
            raise DirectoryTooLargeError
        return self._stream.read(size)

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        return self._stream.seek(offset, whence)

    def tell(self) -> int:
        return self._stream.tell()

    def seekable(self) -> bool:
        return True
