"""How a text table is laid out: its delimiter, its header, who wrote it, and what its columns seem to be."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import BinaryIO

from transfer.cleaning import clean_line, clean_mail, digits_of
from transfer.records import Reason
from transfer.tables.cutting import Row, cut_rows
from transfer.tables.dates import is_ambiguous, order_of
from transfer.tables.fields import CHANNELS, DATES, KEPT_IN_NOTE
from transfer.tables.headings import field_of, signature_of
from transfer.tables.limits import DEFAULT_LIMITS, Limits
from transfer.tables.mapping import TableMapping
from transfer.tables.plain import is_plain, settle_family_name
from transfer.tables.programs import columns_of, program_of, usual_order
from transfer.texts import detect_encoding, text_lines

DELIMITERS = (",", ";", "\t", "|")
# Of a table without any: NUL never comes out of `text_lines`.
NO_DELIMITER = "\0"
# How many rows are looked at for the header, and for what the columns hold.
HEADER_ROWS = 30
LOOKED_AT = 300
SAMPLES = 3
LONGEST_SAMPLE = 80
_SEPARATOR_LINE = re.compile(r'"?sep=(.)"?', re.IGNORECASE)
_BINARY = re.compile(rb"[\x01-\x08\x0e-\x1a\x1c-\x1f]")


@dataclass(frozen=True, slots=True)
class Layout:
    """How a text table is cut into rows: the delimiter, and lines before the first row."""

    delimiter: str = ","
    skipped_lines: int = 0


@dataclass(frozen=True, slots=True)
class TableGuess:
    """What a table seems to be. The headings are those of the file, or nothing where there is no header.

    The signature is that of the headings, or of the first row where none is known: what the user says about that row
    holds for the next table that begins with it.
    """

    format: str
    program: str
    has_header: bool
    headings: tuple[str, ...]
    signature: str
    mapping: TableMapping
    # By column, values of the first rows that have one.
    samples: tuple[tuple[str, ...], ...]
    needs_asking: bool
    has_ambiguous_dates: bool = False

    @property
    def columns(self) -> dict[int, str]:
        """Return what each column seems to be."""
        return self.mapping.columns


def detect(
    head: bytes, name: str = "", *, has_header: bool | None = None, limits: Limits = DEFAULT_LIMITS
) -> TableGuess | None:
    """Return what a text table seems to be by its first bytes (`transfer.texts.HEAD_BYTES`), None for no table.

    Whether there is a header is found out unless it is said.
    """
    if not head.strip(b"\0\r\n\t ") or _is_binary(head):
        return None
    layout = layout_of(head, limits)
    rows = [row.cells for row in islice(_rows(head, layout, limits), LOOKED_AT)]
    is_told = name.lower().endswith((".csv", ".tsv")) or any(map(_known_headings, rows[:HEADER_ROWS]))
    if layout.delimiter == NO_DELIMITER and not is_told:
        return None
    return guess_of(rows, header_of(rows, has_header), "csv")


def guess_of(rows: Sequence[Sequence[str]], header_row: int | None, kind: str) -> TableGuess:
    """Return what a table with these first rows seems to be; without a header the row of it is None."""
    headings = _headings(rows[header_row]) if header_row is not None and rows else ()
    data = [row for row in rows[0 if header_row is None else header_row + 1 :] if any(row)]
    width = max(len(headings), _usual_width(data))
    program = program_of(headings)
    columns = _columns(headings, program, data, width)
    dates = [value for at, key in columns.items() if key in {*DATES, "met_on"} for value in _column(data, at)]
    order = order_of(dates, usual_order(headings, program))
    return TableGuess(
        format=kind,
        program=program,
        has_header=bool(headings),
        headings=headings,
        signature=_signature(rows),
        mapping=TableMapping(columns, bool(headings), program, order),
        samples=tuple(_samples(data, at) for at in range(width)),
        # A table without columns has nothing to ask about: its reader says why.
        needs_asking=not program and width > 0 and not is_plain(headings, columns, data, width),
        has_ambiguous_dates=any(map(is_ambiguous, dates)),
    )


def _signature(rows: Sequence[Sequence[str]]) -> str:
    at = header_of(rows, has_header=True)
    return "" if at is None else signature_of(_headings(rows[at]))


def layout_of(head: bytes, limits: Limits = DEFAULT_LIMITS) -> Layout:
    """Return how a text table is cut into rows: as it says itself (`sep=;`, Excel), or as it makes the most sense."""
    first = next(text_lines(head, None, limits.record), "")
    if told := _SEPARATOR_LINE.fullmatch(first.strip(" ")):
        return Layout(told[1], skipped_lines=1)
    fits = {delimiter: _fit(head, Layout(delimiter), limits) for delimiter in DELIMITERS}
    best = max(fits, key=lambda delimiter: fits[delimiter])
    return Layout(best if fits[best] > (0, 0) else NO_DELIMITER)


def text_rows(head: bytes, stream: BinaryIO | None, layout: Layout, limits: Limits) -> Iterator[Row]:
    """Yield the rows of a text table, empty ones and the header too."""
    lines = text_lines(head, stream, limits.record)
    for _ in range(layout.skipped_lines):
        next(lines, None)
    return cut_rows(lines, layout.delimiter, limits, layout.skipped_lines + 1)


def find_header(rows: Sequence[Sequence[str]]) -> int | None:
    """Return the first row that names the most fields, None where none is a header."""
    scores = [_known_headings(row) for row in rows[:HEADER_ROWS]]
    best = max(scores, default=0)
    if best:
        return scores.index(best)
    full = _first_full(rows)
    # Of headings in another language one knows that what stands below them looks different.
    if full is None or any(map(_is_value, rows[full])):
        return None
    return full if any(_is_value(cell) for row in rows[full + 1 : LOOKED_AT] for cell in row) else None


def header_of(rows: Sequence[Sequence[str]], has_header: bool | None) -> int | None:
    """Return which row is the header, found out or as it was said."""
    if has_header is False:
        return None
    found = find_header(rows)
    return _first_full(rows) if found is None and has_header else found


def _first_full(rows: Sequence[Sequence[str]]) -> int | None:
    return next((at for at, row in enumerate(rows[:HEADER_ROWS]) if any(row)), None)


def _fit(head: bytes, layout: Layout, limits: Limits) -> tuple[int, int]:
    """Return how well a delimiter fits: how many headings are known then, and how many rows are of the same width."""
    rows = list(islice(text_rows(head, None, layout, limits), HEADER_ROWS))
    widths = Counter(limits.columns if row.fault is Reason.ROW_TOO_WIDE else len(row.cells) for row in rows)
    widths = Counter({width: times for width, times in widths.items() if width > 1})
    if not widths:
        return 0, 0
    return max(_known_headings(row.cells) for row in rows), max(width * times for width, times in widths.items())


def _rows(head: bytes, layout: Layout, limits: Limits) -> Iterator[Row]:
    """Yield the whole rows of the head: of one that the head cuts nothing is said."""
    return (row for row in text_rows(head, None, layout, limits) if not row.fault)


def _is_binary(head: bytes) -> bool:
    encoding, _mark = detect_encoding(head)
    return not encoding.startswith("utf-16") and not encoding.startswith("utf-32") and bool(_BINARY.search(head))


def _headings(row: Sequence[str]) -> tuple[str, ...]:
    headings = [clean_line(cell) for cell in row]
    while headings and not headings[-1]:
        headings.pop()
    return tuple(headings)


def _known_headings(row: Sequence[str]) -> int:
    return len({key for cell in row if len(cell) < 60 and (key := field_of(cell))})


def _is_value(cell: str) -> bool:
    """Whether something is written here that no heading says: an address, a number, a link."""
    return bool(clean_mail(cell)) or len(digits_of(cell)) > 3 or "://" in cell


def _usual_width(rows: Sequence[Sequence[str]]) -> int:
    return max((max((at for at, cell in enumerate(row, 1) if cell), default=0) for row in rows), default=0)


def _column(rows: Sequence[Sequence[str]], at: int) -> list[str]:
    return [row[at] for row in rows if at < len(row) and row[at].strip()]


def _columns(headings: tuple[str, ...], program: str, rows: Sequence[Sequence[str]], width: int) -> dict[int, str]:
    """Return what the columns seem to be by their headings, or where these say nothing, by what stands in them."""
    if not headings:
        return by_values(rows, width)
    found = columns_of(headings, program)
    if not program:
        seen = {at: key for at, key in by_values(rows, width).items() if key in CHANNELS}
        found |= {at: key for at, key in seen.items() if found.get(at, KEPT_IN_NOTE) == KEPT_IN_NOTE}
        settle_family_name(headings, found, rows)
    return found


def _samples(rows: Sequence[Sequence[str]], at: int) -> tuple[str, ...]:
    return tuple(clean_line(value, LONGEST_SAMPLE) for value in _column(rows, at)[:SAMPLES])


def by_values(rows: Sequence[Sequence[str]], width: int) -> dict[int, str]:
    """Return what columns without headings seem to be, by what stands in them; nothing for what cannot be told."""
    found: dict[int, str] = {}
    for at in range(width):
        values = _column(rows, at)[:20]
        if values and all(map(clean_mail, values)):
            found[at] = "email"
        elif values and all("://" in value for value in values):
            found[at] = "link"
        elif values and all(len(digits_of(value)) > 5 and not re.search(r"[^\W\d]", value) for value in values):
            found[at] = "phone"
    words = [at for at in range(width) if at not in found and _column(rows, at)]
    if words and words[0] == 0:
        is_split = len(words) > 1 and words[1] == 1 and all(" " not in value for value in _column(rows, 0)[:20])
        found |= {0: "given_name", 1: "family_name"} if is_split else {0: "name"}
    return dict(sorted(found.items()))


def too_wide(headings: Sequence[str], limits: Limits = DEFAULT_LIMITS) -> Reason | None:
    """Return why a table cannot be read by the number of its columns, if so."""
    return Reason.TOO_MANY_COLUMNS if len(headings) > limits.columns else None
