"""Small cards for the tests of the vCard reader."""

from __future__ import annotations

import io

from transfer.records import BrokenRecord, PersonRecord, Reason
from transfer.vcard import DEFAULT_LIMITS, Limits, VCardReader
from transfer.vcard.reader import Card


def card(*lines: str, version: str = "3.0") -> str:
    """Return a card with these properties."""
    return "\r\n".join(["BEGIN:VCARD", f"VERSION:{version}", *lines, "END:VCARD", ""])


def read(data: str | bytes, limits: Limits = DEFAULT_LIMITS) -> list[Card]:
    """Read a whole file."""
    stream = io.BytesIO(data.encode() if isinstance(data, str) else data)
    return list(VCardReader(limits).read(stream))


def read_person(*lines: str, version: str = "3.0") -> PersonRecord:
    """Read one card with these properties, and a name where they have none."""
    named = lines if any("FN" in line for line in lines) else ("FN:Anna Beispiel", *lines)
    return person_in(card(*named, version=version))


def person_in(data: str | bytes) -> PersonRecord:
    """Read a file that holds exactly one person."""
    [record] = read(data)
    assert isinstance(record, PersonRecord), record
    return record


def names_in(data: str | bytes, limits: Limits = DEFAULT_LIMITS) -> list[str]:
    """Return the name of each person, and the reason of each broken card in angle brackets."""
    return [r.name if isinstance(r, PersonRecord) else f"<{r.reason}>" for r in read(data, limits)]


def reasons_in(data: str | bytes, limits: Limits = DEFAULT_LIMITS) -> list[Reason]:
    """Return why cards are broken."""
    return [r.reason for r in read(data, limits) if isinstance(r, BrokenRecord)]
