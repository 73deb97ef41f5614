"""Lines cut into the cells of rows (RFC 4180), also where quotation marks are missing or stand in the middle."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field

from transfer.records import Reason
from transfer.tables.limits import REFUSED_RAW, Limits

_OPENS = re.compile(r' *"')


@dataclass(slots=True)
class Row:
    """The cells of a row, the line or row of the file it begins on, its text, and what is wrong with it."""

    line: int
    cells: list[str]
    raw: str = ""
    fault: Reason | None = None


@dataclass(slots=True)
class _Open:
    """A row that is not over yet: a quotation mark is open."""

    line: int
    cells: list[str] = field(default_factory=list)
    pieces: list[str] | None = None
    lines: list[str] = field(default_factory=list)
    size: int = 0
    is_huge: bool = False


class _Source:
    """Lines with their numbers, of which some can be put back."""

    def __init__(self, lines: Iterator[str], first: int) -> None:
        self._lines = lines
        self._back: deque[str] = deque()
        self.at = first - 1

    def take(self) -> str | None:
        """Return the next line, or None at the end."""
        line = self._back.popleft() if self._back else next(self._lines, None)
        if line is not None:
            self.at += 1
        return line

    def put_back(self, lines: list[str]) -> None:
        """Let these lines come once more."""
        self._back.extendleft(reversed(lines))
        self.at -= len(lines)


def cut_rows(lines: Iterator[str], delimiter: str, limits: Limits, first: int = 1) -> Iterator[Row]:
    """Yield the rows of a table, empty ones too; `first` is the number of the first line.

    A quotation mark that is never closed costs the line it stands on; where that happens too often, all it swallowed.
    """
    source = _Source(lines, first)
    looks = limits.second_looks
    while (line := source.take()) is not None:
        if '"' not in line:
            yield _checked(Row(source.at, line.split(delimiter), line), limits)
            continue
        found = _quoted_row(source, line, delimiter, limits)
        if found.is_huge:
            yield Row(found.line, [], "\n".join(found.lines)[:REFUSED_RAW], Reason.FIELD_TOO_LARGE)
        elif found.pieces is None:
            yield _checked(Row(found.line, found.cells, "\n".join(found.lines)), limits)
        else:
            if looks > 0:
                looks -= 1
                source.put_back(found.lines[1:])
                del found.lines[1:]
            yield Row(found.line, [], "\n".join(found.lines)[:REFUSED_RAW], Reason.QUOTE_NOT_CLOSED)


def _quoted_row(source: _Source, line: str, delimiter: str, limits: Limits) -> _Open:
    """Read on until no quotation mark is open, or the file ends, or so many lines that something else is wrong."""
    found = _Open(source.at)
    following: str | None = line
    while following is not None:
        if not found.is_huge:
            found.lines.append(following)
        found.size += len(following) + 1
        _cut_line(found, following, delimiter)
        if found.pieces is None:
            break
        if found.size > limits.record and _refuse(found, delimiter):
            break
        following = source.take()
    return found


def _refuse(found: _Open, delimiter: str) -> bool:
    """Return whether a row that is too long is over: what it swallowed looks like rows, so the closing mark is missing.

    Else it is one huge cell, and its end is looked for without keeping it.
    """
    if not found.is_huge:
        swallowed = found.lines[1:]
        if swallowed and 2 * sum(delimiter in line for line in swallowed) > len(swallowed):
            return True
        found.is_huge = True
        found.lines = ["\n".join(found.lines)[:REFUSED_RAW]]
    found.pieces, found.cells = [], []
    return False


def _cut_line(found: _Open, line: str, delimiter: str) -> None:
    """Cut one line of a row; an open quotation mark stays open for the next."""
    at = 0 if found.pieces is None else _close(found, line, 0, delimiter)
    while 0 <= at <= len(line):
        if opened := _OPENS.match(line, at):
            found.pieces = []
            at = _close(found, line, opened.end(), delimiter)
        else:
            end = line.find(delimiter, at)
            found.cells.append(line[at:] if end < 0 else line[at:end])
            at = len(line) + 1 if end < 0 else end + 1


def _close(found: _Open, line: str, at: int, delimiter: str) -> int:
    """Read a quoted cell to its end; return where the next one begins, or -1 where this one goes on."""
    pieces = found.pieces if found.pieces is not None else []
    while True:
        mark = line.find('"', at)
        if mark < 0:
            pieces += (line[at:], "\n")
            return -1
        if not line.startswith('"', mark + 1):
            break
        pieces.append(line[at : mark + 1])
        at = mark + 2
    # What stands behind the closing mark belongs to the cell, as in "Bob" Smith.
    end = line.find(delimiter, mark + 1)
    end = len(line) if end < 0 else end
    found.cells.append("".join((*pieces, line[at:mark], line[mark + 1 : end])))
    found.pieces = None
    return end + 1


def _checked(row: Row, limits: Limits) -> Row:
    """Refuse a row that is too large in one of its measures; only its beginning is kept."""
    if len(row.cells) > limits.columns:
        while row.cells and not row.cells[-1]:
            row.cells.pop()
    if len(row.cells) > limits.columns:
        row.fault = Reason.ROW_TOO_WIDE
    elif len(row.raw) > limits.cell and (
        len(row.raw) > limits.record or any(len(cell) > limits.cell for cell in row.cells)
    ):
        row.fault = Reason.FIELD_TOO_LARGE
    if row.fault:
        row.cells, row.raw = [], row.raw[:REFUSED_RAW]
    return row
