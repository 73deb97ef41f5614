"""The reader of ZIP files of vCards: the cards of all members, numbered through."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import BinaryIO
from zipfile import ZipInfo

from transfer.packed.archive import DAMAGED, Archive, TooLargeError, has_card_ending
from transfer.packed.limits import DEFAULT_PACKED_LIMITS, PackedLimits
from transfer.records import BrokenRecord, Reason
from transfer.vcard import VCardReader
from transfer.vcard.framing import Frame
from transfer.vcard.reader import Card

_NO_CARDS = frozenset({Reason.NOT_A_VCARD, Reason.EMPTY_FILE})


@dataclass(frozen=True, slots=True)
class PackedReader:
    """Reads `.vcf` files in a `.zip`; a `transfer.records.RecordReader`. The stream must be able to seek.

    The line of a record is within its member. A member without any card is passed over; one that cannot be unpacked
    is one broken record, which comes last.
    """

    cards: VCardReader = field(default_factory=VCardReader)
    limits: PackedLimits = DEFAULT_PACKED_LIMITS

    def read(self, stream: BinaryIO) -> Iterator[Card]:
        """Yield each card of each member, or one broken record that says what is wrong with the archive."""
        for number, frame in enumerate(self._frames(stream), 1):
            if frame.fault and not frame.lines:
                yield BrokenRecord(number, frame.line, frame.fault, "")
            else:
                yield self.cards.read_frame(frame, number)

    def count(self, stream: BinaryIO) -> int:
        """Return how many records `read` would yield."""
        return sum(1 for _ in self._frames(stream))

    def _frames(self, stream: BinaryIO) -> Iterator[Frame]:
        found = self._frames_in(stream)
        yield from islice(found, self.cards.limits.cards)
        if next(found, None):
            yield Frame(0, fault=Reason.TOO_MANY_CARDS)

    def _frames_in(self, stream: BinaryIO) -> Iterator[Frame]:
        try:
            archive = Archive(stream, self.limits)
        except DAMAGED:
            yield Frame(0, fault=Reason.DAMAGED_ARCHIVE)
            return
        except TooLargeError:
            yield Frame(0, fault=Reason.TOO_LARGE_UNPACKED)
            return
        faults: list[Reason] = []
        has_cards = False
        try:
            for member in archive.members():
                for frame in self._member_frames(archive, member, faults):
                    has_cards = True
                    yield frame
        except TooLargeError:
            yield Frame(0, fault=Reason.TOO_LARGE_UNPACKED)
            return
        if has_cards:
            yield from (Frame(0, fault=Reason.UNREADABLE) for _ in faults)
        else:
            yield Frame(0, fault=faults[0] if faults else Reason.NOTHING_IN_ARCHIVE)

    def _member_frames(self, archive: Archive, member: ZipInfo, faults: list[Reason]) -> Iterator[Frame]:
        """Yield the cards of one member; note why it could not be read, or not to its end."""
        if archive.is_locked(member):
            faults.append(Reason.LOCKED)
            return
        try:
            if cards := archive.open_cards(member):
                yield from (frame for frame in self.cards.frames(cards) if frame.fault not in _NO_CARDS)
        except DAMAGED:
            if has_card_ending(member):
                faults.append(Reason.DAMAGED_ARCHIVE)
