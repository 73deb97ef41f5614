"""The reader of vCard files (RFC 6350, RFC 2426, and 2.1 as it is met): one card in memory at a time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import BinaryIO

from transfer.records import BrokenRecord, PersonRecord, Reason
from transfer.vcard.content import CardContent
from transfer.vcard.decoding import decode_card, physical_lines, utf8_chunks
from transfer.vcard.framing import Frame, frames
from transfer.vcard.limits import DEFAULT_LIMITS, REFUSED_RAW_BYTES, Limits
from transfer.vcard.people import person_of
from transfer.vcard.properties import read_properties

# All that a card can be.
Card = PersonRecord | BrokenRecord


@dataclass(frozen=True, slots=True)
class VCardReader:
    """Reads `.vcf` files of any version and encoding; a `transfer.records.RecordReader`."""

    limits: Limits = DEFAULT_LIMITS

    def read(self, stream: BinaryIO) -> Iterator[Card]:
        """Yield each card as a person or as broken; a file without any card gives one broken record."""
        for number, frame in enumerate(self.frames(stream), 1):
            yield self.read_frame(frame, number)

    def count(self, stream: BinaryIO) -> int:
        """Return how many records `read` would yield."""
        return sum(1 for _ in self.frames(stream))

    def frames(self, stream: BinaryIO) -> Iterator[Frame]:
        """Yield each card as its lines, not yet looked into; a file without any card gives one frame that says so."""
        lines = physical_lines(utf8_chunks(stream), self.limits.line_bytes)
        for number, frame in enumerate(frames(lines, self.limits), 1):
            if number > self.limits.cards:
                yield Frame(frame.line, fault=Reason.TOO_MANY_CARDS)
                return
            yield frame

    def read_frame(self, frame: Frame, number: int) -> Card:
        """Return the card in these lines as a person or as broken."""
        raw = decode_card(frame.lines)
        if frame.fault:
            return BrokenRecord(number, frame.line, frame.fault, raw)
        return read_card(raw, number=number, line=frame.line, limits=self.limits)


def read_card(raw: str, *, number: int = 1, line: int = 1, limits: Limits = DEFAULT_LIMITS) -> Card:
    """Read the raw text of one card, also one that was kept from an earlier import."""
    properties = list(islice(read_properties(raw), limits.properties + 1))
    if len(properties) > limits.properties:
        return BrokenRecord(number, line, Reason.TOO_MANY_PROPERTIES, raw)
    if any(len(found.value) > limits.value_letters for found in properties):
        return BrokenRecord(number, line, Reason.FIELD_TOO_LARGE, raw[:REFUSED_RAW_BYTES])
    person = person_of(CardContent(properties), number, line, raw)
    return person if isinstance(person, PersonRecord) else BrokenRecord(number, line, person, raw)
