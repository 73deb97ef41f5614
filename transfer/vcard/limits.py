"""How much of a vCard file is read at most; what goes beyond is refused with a reason."""

from __future__ import annotations

from dataclasses import dataclass

MEBIBYTE = 2**20
# Of a card that is refused for its size, this much is kept to recognise it by.
REFUSED_RAW_BYTES = 100_000


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits that no honest address book meets, photos of phone cameras included."""

    line_bytes: int = 4 * MEBIBYTE
    card_bytes: int = 5 * MEBIBYTE
    cards: int = 100_000
    nesting: int = 10
    properties: int = 5_000
    # Of any value once it is unfolded, and so of a photo of 3 MiB, which base64 makes longer by a third.
    value_letters: int = 4 * MEBIBYTE
    # A file in which no card begins within this much is not a vCard file.
    preamble_bytes: int = MEBIBYTE


DEFAULT_LIMITS = Limits()
