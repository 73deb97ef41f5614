"""From the bytes of a file to lines, and from the lines of a card to text, whatever the encoding."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import BinaryIO

CHUNK_BYTES = 64 * 1024
# No card may hold them (RFC 6350 section 3.3), and PostgreSQL refuses NUL; tabs and what ends a line stay.
_CONTROLS = bytes({*range(0x20), 0x7F} - set(b"\t\n\r\x0b\x0c"))

_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (codecs.BOM_UTF8, ""),
)

# The charsets old devices wrote, by the names they used. No other codec is ever looked up: some of Python's
# are slow or no charsets at all, and it remembers every name it was asked for.
_CODECS = {
    **{f"iso-8859-{part}": f"iso8859-{part}" for part in (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 13, 14, 15, 16)},
    **{f"windows-{page}": f"cp{page}" for page in range(1250, 1259)},
    **{name: name for name in ("big5", "euc-jp", "euc-kr", "gb18030", "iso-2022-jp", "koi8-r", "koi8-u")},
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "latin1": "iso8859-1",
    "macintosh": "mac-roman",
    "shift-jis": "cp932",
}
_CHARSET = re.compile(rb"[^:]*;\s*CHARSET\s*=\s*\"?([\w-]{1,20})", re.IGNORECASE)


def utf8_chunks(stream: BinaryIO) -> Iterator[bytes]:
    """Yield the stream without its byte order mark and control characters, UTF-16 and UTF-32 as UTF-8."""
    head = _read_head(stream)
    mark, encoding = _detect(head)
    chunks = chain([head[len(mark) :]], iter(lambda: stream.read(CHUNK_BYTES), b""))
    for chunk in _transcode(chunks, encoding) if encoding else chunks:
        yield chunk.translate(None, _CONTROLS)


def _read_head(stream: BinaryIO) -> bytes:
    head = stream.read(CHUNK_BYTES)
    while len(head) < 4 and (more := stream.read(CHUNK_BYTES)):
        head += more
    return head


def _detect(head: bytes) -> tuple[bytes, str]:
    for mark, encoding in _BOMS:
        if head.startswith(mark):
            return mark, encoding
    match [byte == 0 for byte in head[:4]]:
        case [True, False, True, False]:
            return b"", "utf-16-be"
        case [False, True, False, True]:
            return b"", "utf-16-le"
    return b"", ""


def _transcode(chunks: Iterable[bytes], encoding: str) -> Iterator[bytes]:
    decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
    for chunk in chunks:
        yield decoder.decode(chunk).encode()
    yield decoder.decode(b"", final=True).encode()


def physical_lines(chunks: Iterable[bytes], limit: int) -> Iterator[bytes]:
    """Yield lines without their ends (CRLF, LF or CR); of one far beyond the limit only a part beyond it."""
    pieces: list[bytes] = []
    size = 0
    for chunk in _with_whole_ends(chunks):
        # The dot makes sure that the last of them is always the beginning of a line that goes on.
        first, *others = (chunk + b".").splitlines()
        if others:
            yield b"".join((*pieces, first))
            yield from others[:-1]
            pieces, size, first = [], 0, others[-1]
        if size <= limit:
            pieces.append(first[:-1])
            size += len(first)
    if any(pieces):
        yield b"".join(pieces)


def _with_whole_ends(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the chunks so that none ends between CR and LF."""
    held = b""
    for chunk in chunks:
        whole = (held + chunk).removesuffix(b"\r")
        held = b"\r" if len(whole) < len(held) + len(chunk) else b""
        yield whole
    yield held


def decode_card(lines: Sequence[bytes]) -> str:
    r"""Return the lines as text, ended by \n: UTF-8, else each line in its own encoding."""
    try:
        return b"\n".join(lines).decode()
    except UnicodeDecodeError:
        return "\n".join(map(_decode_folded, _folded_lines(lines)))


def _folded_lines(lines: Sequence[bytes]) -> Iterator[list[bytes]]:
    """Group each line with the continuations after it (RFC 6350 section 3.2)."""
    group: list[bytes] = []
    for line in lines:
        if group and not line.startswith((b" ", b"\t")):
            yield group
            group = []
        group.append(line)
    yield group


def _decode_folded(group: list[bytes]) -> str:
    """Decode a folded line; unfolded first where the fold may have cut a character (RFC 2425 section 5.8.1)."""
    folded = b"\n".join(group)
    try:
        return folded.decode()
    except UnicodeDecodeError:
        unfolded = group[0] + b"".join(line[1:] for line in group[1:])
        charset = _CHARSET.match(unfolded)
        return decode_bytes(unfolded, charset[1].decode() if charset else "")


def decode_bytes(data: bytes, charset: str) -> str:
    """Decode by the charset if it is known and fits, else as UTF-8, else as Windows-1252, which always does."""
    for codec in (codec_of(charset), "utf-8", "cp1252"):
        try:
            return data.decode(codec)
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1")


def codec_of(charset: str) -> str:
    """Return the codec for the name of a charset; UTF-8 for one that is not known."""
    return _CODECS.get(charset.strip().lower().replace("_", "-"), "utf-8")
