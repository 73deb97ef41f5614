"""What a file is, told by what is in it, and which reader reads it; its name and type are not believed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, BinaryIO

from transfer.models import ImportFile
from transfer.records import Reason, RecordReader
from transfer.vcard import VCardReader

Source = ImportFile.Source


@dataclass(frozen=True, slots=True)
class Detected:
    """What a file was found to be; of a table also who wrote it, what its columns mean, and whether to ask."""

    source: str
    program: str = ""
    mapping: dict[str, Any] = field(default_factory=dict)
    signature: str = ""
    needs_asking: bool = False


def detect_source(stream: BinaryIO, name: str) -> Detected | Reason:
    """Return what a file is, or why it cannot be read."""
    return Detected(Source.VCARD)


def reader_for(file: ImportFile) -> RecordReader:
    """Return the reader for a file whose source is known."""
    return VCardReader()
