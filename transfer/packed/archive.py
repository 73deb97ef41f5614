"""A ZIP archive from a stranger: its members in order, as streams that count what comes out of them."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import IO, BinaryIO, cast
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipInfo
from zlib import error as ZlibError  # noqa: N812  # it is an exception

from transfer.packed.limits import PackedLimits
from transfer.zips import DirectoryTooLargeError, open_zip

# What `zipfile` raises on a damaged archive.
DAMAGED = (BadZipFile, ZlibError, EOFError, NotImplementedError, RuntimeError, ValueError, OSError, OverflowError)
_ENCRYPTED = 0x1
_CARD_ENDINGS = (".vcf", ".vcard")
_JUNK_FOLDERS = ("__MACOSX/",)
_CARD_BEGINS = b"BEGIN:VCARD"


class TooLargeError(Exception):
    """The archive unpacks to more than anybody's address books are."""


class _Counted(io.RawIOBase):
    """A member that is being unpacked: what comes out is counted, whatever the archive says it would be."""

    def __init__(self, archive: Archive, member: IO[bytes], packed_bytes: int) -> None:
        self._archive = archive
        self._member = member
        self._packed_bytes = packed_bytes
        self._unpacked_bytes = 0
        self._head = b""

    def peek(self, size: int) -> bytes:
        """Return the beginning, which is read again afterwards."""
        self._head = self.read(size)
        return self._head

    def read(self, size: int = -1) -> bytes:
        if self._head:
            head, self._head = self._head, b""
            return head
        data = self._member.read(size)
        self._unpacked_bytes += len(data)
        self._archive.take(len(data))
        limits = self._archive.limits
        is_bomb = self._unpacked_bytes > limits.ratio_from_bytes
        if is_bomb and self._unpacked_bytes > limits.ratio * self._packed_bytes:
            raise TooLargeError
        return data


class Archive:
    """An open archive; opening raises one of `DAMAGED`, or `TooLargeError`."""

    def __init__(self, stream: BinaryIO, limits: PackedLimits) -> None:
        self.limits = limits
        self._unpacked_bytes = 0
        try:
            self._zip = open_zip(stream, directory_bytes=limits.directory_bytes)
        except DirectoryTooLargeError as error:
            raise TooLargeError from error
        members = self._zip.infolist()
        if len(members) > limits.members or sum(map(_said_bytes, members)) > limits.unpacked_bytes:
            raise TooLargeError
        self._members = members

    def members(self) -> Iterator[ZipInfo]:
        """Yield the members that may be address books, in the order of the archive."""
        return (member for member in self._members if not _is_junk(member))

    def is_locked(self, member: ZipInfo) -> bool:
        """Whether a member needs a password."""
        return bool(member.flag_bits & _ENCRYPTED)

    def open_cards(self, member: ZipInfo) -> BinaryIO | None:
        """Return a member as a stream, or None when it is no address book, whatever it is called.

        Raises one of `DAMAGED`; so may reading.
        """
        if member.compress_type not in {ZIP_STORED, ZIP_DEFLATED}:
            raise NotImplementedError  # the others unpack without a bound
        stream = _Counted(self, self._zip.open(member), member.compress_size)
        head = stream.peek(self.limits.head_bytes)
        is_card = has_card_ending(member) or _CARD_BEGINS in head.replace(b"\0", b"").upper()
        return cast(BinaryIO, stream) if is_card else None

    def take(self, size: int) -> None:
        """Count what was unpacked."""
        self._unpacked_bytes += size
        if self._unpacked_bytes > self.limits.unpacked_bytes:
            raise TooLargeError


def has_card_ending(member: ZipInfo) -> bool:
    """Whether a member is called like an address book."""
    return member.filename.lower().endswith(_CARD_ENDINGS)


def _is_junk(member: ZipInfo) -> bool:
    name = member.filename
    return not name or name.endswith("/") or name.startswith(_JUNK_FOLDERS) or name.rpartition("/")[2].startswith(".")


def _said_bytes(member: ZipInfo) -> int:
    return member.file_size if has_card_ending(member) else 0
