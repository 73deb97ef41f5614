"""Identifiers of rows."""

import os
import time
from collections.abc import Iterable
from uuid import UUID


def new_id() -> UUID:
    """Return a version 7 UUID (RFC 9562, section 5.7): 48 bits of milliseconds, then random bits.

    Ordered by time, so that new rows land at the end of the index; Python has none of its own before 3.14.
    """
    milliseconds = time.time_ns() // 1_000_000
    value = (milliseconds & 0xFFFFFFFFFFFF) << 80 | int.from_bytes(os.urandom(10), "big")
    value = value & ~(0xF << 76) | 0x7 << 76
    return UUID(int=value & ~(0x3 << 62) | 0x2 << 62)


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
