"""Identifiers of rows."""

import os
import time
from collections.abc import Iterable
from uuid import UUID


def new_id() -> UUID:
    """Return a version 7 UUID (RFC 9562, section 5.7): 48 bits of milliseconds, 12 of their parts, then random bits.

    Ordered by time to a quarter of a microsecond (section 6.2, method 3), so that new rows land at the end of the
    index, and what is made one after the other stays in that order; Python has none of its own before 3.14.
    """
    milliseconds, rest = divmod(time.time_ns(), 1_000_000)
    parts = rest * 4096 // 1_000_000
    random = int.from_bytes(os.urandom(8), "big") >> 2
    return UUID(int=(milliseconds & 0xFFFFFFFFFFFF) << 80 | 0x7 << 76 | parts << 64 | 0b10 << 62 | random)


def made_at(pk: UUID) -> int:
    """Return in which millisecond an id of `new_id` was made, since 1970: of two rows the younger has the greater."""
    return pk.int >> 80


def read_id(text: str) -> UUID | None:
    """Return the id that an address or a form says, or None when it is none."""
    try:
        return UUID(text)
    except ValueError:
        return None


def read_ids(texts: Iterable[str]) -> list[UUID]:
    """Return those of the texts that are ids."""
    return [found for text in texts if (found := read_id(text))]
