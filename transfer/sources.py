"""What a file is, told by what is in it, and which reader reads it; its name and type are not believed."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any, BinaryIO
from zipfile import is_zipfile

from transfer import monica, vcard
from transfer.models import ImportFile
from transfer.monica import MonicaReader, is_monica
from transfer.packed import PackedReader
from transfer.pasted import ListReader
from transfer.records import Reason, RecordReader
from transfer.tables import TableGuess, TableMapping, TableReader, XlsxReader, detect, detect_xlsx, is_workbook
from transfer.texts import read_head
from transfer.vcard import VCardReader
from transfer.zips import open_zip

Source = ImportFile.Source
# Our own export of everything says so in its manifest (docs/export.md).
OWN_FORMAT = "netzwerk-export"
_MANIFEST, _MANIFEST_BYTES = "manifest.json", 64 * 1024
# In the mapping of a vCard file: that it is a ZIP of such files.
_PACKED = "packed"
_MARKS_OF_CARDS = (b"BEGIN:VCARD", b"END:VCARD")
# Who wrote cards, by their PRODID (RFC 6350 section 6.7.3).
_WRITERS = {b"PRODID:-//XING//": "xing", b"PRODID:-//APPLE ": "apple"}


@dataclass(frozen=True, slots=True)
class Detected:
    """What a file was found to be; of a table also who wrote it, what its columns mean, and whether to ask."""

    source: str
    program: str = ""
    mapping: dict[str, Any] = field(default_factory=dict)
    signature: str = ""
    needs_asking: bool = False


def detect_source(stream: BinaryIO, name: str = "") -> Detected | Reason:
    """Return what a file is, or why it cannot be read; the stream must be able to seek."""
    if is_workbook(stream):
        stream.seek(0)
        return _table(Source.XLSX, detect_xlsx(stream))
    stream.seek(0)
    if is_zipfile(stream):
        return Reason.OWN_EXPORT if _is_own_export(stream) else Detected(Source.VCARD, mapping={_PACKED: True})
    stream.seek(0)
    head = read_head(stream)
    if not head.strip(b"\0\r\n\t \xef\xbb\xbf\xfe\xff"):
        return Reason.EMPTY_FILE
    # Before cards: Monica keeps the cards of people as they were synchronised.
    if is_monica(head):
        return Detected(Source.MONICA)
    # Whatever the encoding, of two bytes for a sign one is NUL.
    plain = head.replace(b"\0", b"").upper()
    if any(mark in plain for mark in _MARKS_OF_CARDS):
        writers = [name for mark, name in _WRITERS.items() if mark in plain]
        return Detected(Source.VCARD, program=writers[0] if len(writers) == 1 else "")
    return _table(Source.CSV, detect(head, name) or Reason.UNKNOWN_FORMAT)


def reader_for(file: ImportFile) -> RecordReader:
    """Return the reader for a file whose source is known."""
    match file.source:
        case Source.CSV:
            return TableReader(TableMapping.from_json(file.mapping))
        case Source.XLSX:
            return XlsxReader(TableMapping.from_json(file.mapping))
        case Source.MONICA:
            return MonicaReader()
        case Source.LIST:
            return ListReader()
        case _:
            return PackedReader() if file.mapping.get(_PACKED) else VCardReader()


def photo_of(source: str, raw: str) -> bytes | None:
    """Return the photo that the raw text of somebody holds, whatever it is; None without one. A link is none."""
    match source:
        case Source.VCARD:
            return vcard.photo_in(raw)
        case Source.MONICA:
            return monica.photo_in(raw)
        case _:
            return None


def _table(source: str, guess: TableGuess | Reason) -> Detected | Reason:
    if isinstance(guess, Reason):
        return guess
    return Detected(
        source,
        program=guess.program,
        mapping=guess.mapping.as_json(),
        signature=guess.signature,
        needs_asking=guess.needs_asking,
    )


def _is_own_export(stream: BinaryIO) -> bool:
    try:
        with open_zip(stream) as archive, archive.open(_MANIFEST) as manifest:
            said = json.loads(manifest.read(_MANIFEST_BYTES))
    except Exception:  # whatever is wrong with it: then it is no export of ours, and the reader of ZIPs says what it is
        return False
    finally:
        stream.seek(0)
    return isinstance(said, dict) and said.get("format") == OWN_FORMAT
