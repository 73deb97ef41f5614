"""A workbook (.xlsx) looked through before it is parsed: what is locked, dangerous or far too large is refused.

openpyxl holds the shared texts and the styles in memory and a row at a time; so their sizes, the number of their tags,
and the length of a row are what has to be bounded. The size that a ZIP tells of a part is believed, as `zipfile` reads
no more of it than that.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import BinaryIO
from zipfile import BadZipFile, ZipFile, ZipInfo

from transfer.records import Reason
from transfer.tables.limits import Limits
from transfer.zips import DirectoryTooLargeError, open_zip

_ZIP = b"PK\x03\x04"
# The container of old Office files: .xls, and .xlsx locked with a password ([MS-OFFCRYPTO] section 2.3.4).
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_IS_ENCRYPTED = 0x1
_CHUNK = 1 << 16
_OVERLAP = 20
# What may stand before the first sign of XML: marks of its encoding, and blanks.
_START, _BEFORE_XML = 64, b"\xef\xbb\xbf\xfe\xff \t\r\n"
_SHEETS = "xl/worksheets/"
_DECLARATIONS = (b"<!DOCTYPE", b"<!ENTITY")
# What Python's ZIP reader raises on what a file holds.
DAMAGED = (BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError, OverflowError)


def is_workbook(stream: BinaryIO) -> bool:
    """Whether a file is a workbook, also one that cannot be read: an old or a locked one."""
    stream.seek(0)
    start = stream.read(8)
    if start == _COMPOUND:
        return True
    if not start.startswith(_ZIP):
        return False
    try:
        with open_zip(stream) as archive:
            return any(name.startswith("xl/") for name in archive.namelist())
    except (*DAMAGED, DirectoryTooLargeError):
        return False


def refuse_workbook(stream: BinaryIO, limits: Limits) -> Reason | None:
    """Return why a workbook is not parsed, or None where it can be."""
    stream.seek(0)
    start = stream.read(8)
    if start == _COMPOUND:
        return Reason.LOCKED if _holds(stream, _ENCRYPTED) else Reason.UNKNOWN_FORMAT
    if not start.startswith(_ZIP):
        return Reason.UNKNOWN_FORMAT
    try:
        with open_zip(stream) as archive:
            return _refuse_parts(archive, limits)
    except DirectoryTooLargeError:
        return Reason.TOO_LARGE_UNPACKED
    except DAMAGED:
        return Reason.DAMAGED_ARCHIVE


def has_formulas(stream: BinaryIO) -> bool:
    """Whether a sheet holds a formula; then it is read twice, for their values and for their texts."""
    stream.seek(0)
    with ZipFile(stream) as archive:
        sheets = (part for part in archive.infolist() if part.filename.startswith(_SHEETS) and _is_xml(archive, part))
        return any(b"<f>" in window or b"<f " in window for part in sheets for window in _windows(archive, part))


def _refuse_parts(archive: ZipFile, limits: Limits) -> Reason | None:
    parts = archive.infolist()
    if len(parts) > limits.parts or sum(part.file_size for part in parts) > limits.unpacked:
        return Reason.TOO_LARGE_UNPACKED
    if any(part.flag_bits & _IS_ENCRYPTED for part in parts):
        return Reason.LOCKED
    if len({part.filename for part in parts}) < len(parts):
        return Reason.DAMAGED_ARCHIVE
    markup = (part for part in parts if _is_xml(archive, part))
    return next((reason for part in markup if (reason := _refuse_part(archive, part, limits))), None)


def _refuse_part(archive: ZipFile, part: ZipInfo, limits: Limits) -> Reason | None:
    """Look through one part: rows that have no end, texts that have none, and declarations that no workbook has."""
    is_sheet = part.filename.startswith(_SHEETS) and "/_rels/" not in part.filename
    is_texts = part.filename.casefold() == "xl/sharedstrings.xml"
    if not is_sheet and part.file_size > (limits.held if is_texts else limits.small_part):
        return Reason.TOO_LARGE_UNPACKED
    tags = since_tag = since_row = 0
    for window in _windows(archive, part):
        if any(word in window.replace(b"\0", b"").upper() for word in _DECLARATIONS):
            return Reason.DANGEROUS_XML
        tags += window.count(b"<")
        since_tag = _since(window, b"<", since_tag)
        since_row = _since(window, b"</row", since_row)
        if since_tag > limits.record:
            return Reason.FIELD_TOO_LARGE
        if is_sheet and since_row > limits.row_bytes:
            return Reason.TOO_MANY_COLUMNS
        if not is_sheet and tags > limits.held_tags:
            return Reason.TOO_LARGE_UNPACKED
    return None


def _since(window: bytes, sign: bytes, before: int) -> int:
    """Return how far it is from the last such sign to the end of what was read."""
    at = window.rfind(sign)
    return before + len(window) if at < 0 else len(window) - at


def _windows(archive: ZipFile, part: ZipInfo) -> Iterator[bytes]:
    """Yield a part piece by piece, each with the end of the one before, so that no word is cut."""
    with archive.open(part) as stream:
        tail = b""
        while piece := stream.read(_CHUNK):
            yield tail + piece
            tail = piece[-_OVERLAP:]


def _is_xml(archive: ZipFile, part: ZipInfo) -> bool:
    """Tell whether a part may be read as XML: a workbook may say of any name that its texts are there."""
    if part.filename.casefold().endswith((".xml", ".rels", ".vml")):
        return True
    with archive.open(part) as stream:
        start = stream.read(_START)
    return start.replace(b"\0", b"").lstrip(_BEFORE_XML)[:1] in (b"", b"<")


def _holds(stream: BinaryIO, words: bytes) -> bool:
    tail = b""
    while piece := stream.read(_CHUNK):
        if words in tail + piece:
            return True
        tail = piece[-len(words) :]
    return False
