"""How much of a table is read at most; what goes beyond is refused with a reason."""

from __future__ import annotations

from dataclasses import dataclass

MEBIBYTE = 2**20
# Of a record that is refused for its size, this much is kept to recognise it by.
REFUSED_RAW = 10_000


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits that no honest address book meets."""

    columns: int = 500
    records: int = 100_000
    # Characters of a cell, and of a row with all its lines.
    cell: int = 100_000
    record: int = MEBIBYTE
    # How often a quotation mark that is never closed costs only the line it stands on.
    second_looks: int = 10
    # Of a workbook: what its parts take unpacked, and the tags in what has to be held as a whole.
    unpacked: int = 200 * MEBIBYTE
    held: int = 48 * MEBIBYTE
    held_tags: int = 3_000_000
    small_part: int = 8 * MEBIBYTE
    parts: int = 2_000
    row_bytes: int = 4 * MEBIBYTE


DEFAULT_LIMITS = Limits()
