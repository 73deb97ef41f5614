"""From the bytes of a text file to its lines, whatever the encoding and the line ends; no Django here."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from itertools import chain
from typing import BinaryIO

CHUNK_BYTES = 64 * 1024
# The first so many bytes say how the file is written.
HEAD_BYTES = 256 * 1024

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# What names and streets in Western Europe are written with: the code page that shows more of them is the right one.
_LETTERS = frozenset("äöüÄÖÜßéèêëàâáåãæçñíîïìóôòõøúùûœÉÈÀÂÁÅÆÇÑÍÎÓÔÕØÚŒš\N{EURO SIGN}–’„“”")
# What Windows-1252 leaves open, Python does too.
_SPARE = "windows-1252-or-latin-1"


def _read_as_windows(error: UnicodeError) -> tuple[str | bytes, int]:
    """Read the bytes that are no UTF-8 as Windows-1252, and what that leaves open as Latin-1."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    found = error.object[error.start : error.end]
    return "".join(_windows(found[at : at + 1]) for at in range(len(found))), error.end


def _windows(byte: bytes) -> str:
    try:
        return byte.decode("cp1252")
    except UnicodeDecodeError:
        return byte.decode("latin-1")


codecs.register_error(_SPARE, _read_as_windows)


def detect_encoding(head: bytes) -> tuple[str, int]:
    """Return the codec of a text by its first bytes, and how many of them are its byte order mark."""
    for mark, encoding in _BOMS:
        if head.startswith(mark):
            return encoding, len(mark)
    if found := _utf16_without_mark(head):
        return found, 0
    if head.isascii() or _is_utf8(head):
        return "utf-8", 0
    windows, mac = (_letters(head, codec) for codec in ("cp1252", "mac-roman"))
    return ("mac-roman" if mac > windows else "cp1252"), 0


def _utf16_without_mark(head: bytes) -> str:
    """Tell UTF-16 by the empty half of its signs: most of them are ASCII in an address book."""
    pairs = len(head[:2000]) // 2
    if pairs < 2:
        return ""
    high, low = (head[: 2 * pairs][first::2].count(0) for first in (0, 1))
    if high > pairs * 0.6 and low < pairs * 0.1:
        return "utf-16-be"
    return "utf-16-le" if low > pairs * 0.6 and high < pairs * 0.1 else ""


def _is_utf8(head: bytes) -> bool:
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)  # the head may end within a sign
    except UnicodeDecodeError:
        return False
    return True


def _letters(head: bytes, codec: str) -> int:
    return sum(sign in _LETTERS for sign in head.decode(codec, "replace"))


def read_head(stream: BinaryIO) -> bytes:
    """Return the first `HEAD_BYTES` of a stream, or all of it, however few it gives at a time."""
    pieces: list[bytes] = []
    missing = HEAD_BYTES
    while missing > 0 and (piece := stream.read(missing)):
        pieces.append(piece)
        missing -= len(piece)
    return b"".join(pieces)


def text_lines(head: bytes, stream: BinaryIO | None, longest: int) -> Iterator[str]:
    """Yield the lines of a text without their ends (CRLF, LF or CR) and without NUL.

    The head was read from the stream before, and says the encoding. Of a line far longer than `longest` only a part
    beyond that comes.
    """
    encoding, mark = detect_encoding(head)
    return cut_lines(_decoded(head[mark:], stream, encoding), longest)


def _decoded(head: bytes, stream: BinaryIO | None, encoding: str) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder(encoding)(errors=_SPARE if encoding in {"utf-8", "cp1252"} else "replace")
    rest = iter(lambda: stream.read(CHUNK_BYTES), b"") if stream else iter(())
    for chunk in chain((head[at : at + CHUNK_BYTES] for at in range(0, len(head), CHUNK_BYTES)), rest):
        yield decoder.decode(chunk).replace("\0", "")
    yield decoder.decode(b"", final=True).replace("\0", "")


def cut_lines(chunks: Iterator[str], longest: int) -> Iterator[str]:
    """Yield the lines of a text that comes in chunks; only the three line ends count, not form feeds and the like."""
    pieces: list[str] = []
    size = 0
    for chunk in _with_whole_ends(chunks):
        first, *others = chunk.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        if others:
            yield "".join((*pieces, first))
            yield from others[:-1]
            pieces, size, first = [], 0, others[-1]
        if size <= longest:
            pieces.append(first)
            size += len(first)
    if any(pieces):
        yield "".join(pieces)


def _with_whole_ends(chunks: Iterator[str]) -> Iterator[str]:
    """Yield the chunks so that none ends between CR and LF."""
    held = ""
    for chunk in chunks:
        whole = (held + chunk).removesuffix("\r")
        held = "\r" if len(whole) < len(held) + len(chunk) else ""
        yield whole
    yield held
