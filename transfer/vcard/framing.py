"""Where a card begins and ends: cuts lines into cards, also where BEGIN or END is missing or cards are nested."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import Enum, auto

from transfer.records import Reason
from transfer.vcard.limits import REFUSED_RAW_BYTES, Limits


@dataclass(slots=True)
class Frame:
    """The lines of one card, the number of the first, and what is wrong with it as a whole."""

    line: int
    lines: list[bytes] = field(default_factory=list)
    fault: Reason | None = None


class _Mark(Enum):
    """What a line is to the frame."""

    BEGIN = auto()
    END = auto()
    AGENT = auto()  # a nested card begins on the next line (vCard 2.1)
    AGENT_BEGIN = auto()  # or on this one, unless the next goes on with it (RFC 2426 section 3.5.4)
    FOLDED = auto()
    BLANK = auto()
    OTHER = auto()


_MARK = re.compile(
    rb"(?:\xef\xbb\xbf)?(?:(BEGIN)|(END))\s*:\s*VCARD\s*$"
    rb"|(AGENT)(?:;[^:]*)?:\s*(BEGIN\s*:\s*VCARD)?\s*$",
    re.IGNORECASE,
)
_MARKS = {1: _Mark.BEGIN, 2: _Mark.END, 3: _Mark.AGENT, 4: _Mark.AGENT_BEGIN}

# Most lines are known by their first byte; only those that begin like BEGIN, END, AGENT or a BOM need a look.
_FIRST_BYTES = {
    **dict.fromkeys((b" ", b"\t"), _Mark.FOLDED),
    **dict.fromkeys((b"B", b"b", b"E", b"e", b"A", b"a", b"\xef")),
    b"": _Mark.BLANK,
}


def _mark_of(line: bytes) -> _Mark:
    if mark := _FIRST_BYTES.get(line[:1], _Mark.OTHER):
        return mark
    found = _MARK.match(line)
    return _MARKS[found.lastindex or 0] if found else _Mark.OTHER


class _Card:
    """A card that is open: it ends at its own END, not at that of a card nested in it."""

    def __init__(self, at: int, line: bytes) -> None:
        self.frame = Frame(at, [line])
        self.is_complete = False
        self._size = len(line)
        self._depth = 0
        self._before = _Mark.BEGIN

    def holds_begin(self) -> bool:
        """Whether a BEGIN now starts a nested card; else the END of this one is missing."""
        return self._before in {_Mark.AGENT, _Mark.AGENT_BEGIN}

    def add(self, line: bytes, mark: _Mark, limits: Limits) -> None:
        """Take the next line, or only watch for the end once a limit is passed."""
        if mark is not _Mark.OTHER or self._before is not _Mark.OTHER:
            self._nest(mark, limits)
        self._size += len(line) + 1
        if len(line) > limits.line_bytes:
            self._refuse(Reason.LINE_TOO_LONG)
        elif self._size > limits.card_bytes:
            self._refuse(Reason.CARD_TOO_LARGE)
        if self.frame.fault is None:
            self.frame.lines.append(line)

    def _nest(self, mark: _Mark, limits: Limits) -> None:
        if mark is _Mark.BLANK:
            return
        if self._before is _Mark.AGENT_BEGIN and mark is not _Mark.FOLDED:
            self._depth += 1
        if mark is _Mark.BEGIN:
            self._depth += 1
        elif mark is _Mark.END:
            self.is_complete = self._depth == 0
            self._depth -= 1
        if self._depth > limits.nesting:
            self._refuse(Reason.NESTED_TOO_DEEP)
        self._before = mark

    def _refuse(self, fault: Reason) -> None:
        if self.frame.fault is None:
            self.frame.fault = fault
            self.frame.lines = _beginning(self.frame.lines)


def _beginning(lines: list[bytes]) -> list[bytes]:
    kept: list[bytes] = []
    room = REFUSED_RAW_BYTES
    for line in lines:
        if room <= 0:
            break
        kept.append(line[:room])
        room -= len(line) + 1
    return kept


class _Framer:
    """Takes line after line, and gives each card back when it is known to be over."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._card: _Card | None = None
        self._has_card = False
        self._outside = Frame(1)
        self._outside_size = 0

    @property
    def is_hopeless(self) -> bool:
        """Whether so much has come without a card that this is another kind of file."""
        return not self._has_card and self._outside_size > self._limits.preamble_bytes

    def take(self, at: int, line: bytes) -> Frame | None:
        """Take a line; return the card that ended with it or, its own END missing, before it."""
        mark = _mark_of(line if self._card else line.lstrip())
        if mark is _Mark.BEGIN and not (self._card and self._card.holds_begin()):
            return self._open_card(at, line)
        if self._card:
            self._card.add(line, mark, self._limits)
            return self._close_card() if self._card.is_complete else None
        return self._take_outside(at, line, mark)

    def end(self) -> Frame | None:
        """Return what is left at the end of the file: a card that may be cut, or that there was none."""
        if frame := self._close_card():
            frame.fault = frame.fault or Reason.UNFINISHED
            return frame
        if self._has_card:
            return None
        self._outside.fault = Reason.NOT_A_VCARD if self._outside.lines else Reason.EMPTY_FILE
        return self._outside

    def _open_card(self, at: int, line: bytes) -> Frame | None:
        ended = self._close_card()
        # What stands before BEGIN is an indentation, or the mark of a file that was appended to another.
        self._card, self._has_card = _Card(at, line[line.upper().index(b"BEGIN") :]), True
        self._outside, self._outside_size = Frame(at), 0
        return ended

    def _close_card(self) -> Frame | None:
        ended, self._card = self._card, None
        return ended.frame if ended else None

    def _take_outside(self, at: int, line: bytes, mark: _Mark) -> Frame | None:
        """Ignore a line outside of cards, unless an END shows that it was part of a card without BEGIN."""
        if mark is _Mark.END:
            return self._close_outside()
        if line.strip() and self._outside_size <= REFUSED_RAW_BYTES:
            if not self._outside.lines:
                self._outside.line = at
            self._outside.lines.append(line[:REFUSED_RAW_BYTES])
        self._outside_size += len(line) + 1
        return None

    def _close_outside(self) -> Frame | None:
        frame = self._outside
        if not frame.lines:
            return None
        self._outside, self._outside_size = Frame(frame.line), 0
        self._has_card = True
        frame.fault = Reason.NO_BEGIN
        return frame


def frames(lines: Iterable[bytes], limits: Limits) -> Iterator[Frame]:
    """Yield each card; where there is none at all, one frame that says so.

    A card whose END is missing is whole when the next one begins, and unfinished when the file ends: then its
    last line may be cut.
    """
    framer = _Framer(limits)
    for at, line in enumerate(lines, 1):
        if frame := framer.take(at, line):
            yield frame
        if framer.is_hopeless:
            break
    if frame := framer.end():
        yield frame
