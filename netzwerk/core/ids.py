"""Identifiers of rows."""

import secrets
import time
from uuid import UUID


def new_id() -> UUID:
    """Return a version 7 UUID (RFC 9562, section 5.7): 48 bits of milliseconds, then random bits.

    Ordered by time, so that new rows land at the end of the index; Python has none of its own before 3.14.
    """
    milliseconds = time.time_ns() // 1_000_000
    value = (milliseconds & 0xFFFFFFFFFFFF) << 80 | secrets.randbits(80)
    value = value & ~(0xF << 76) | 0x7 << 76
    return UUID(int=value & ~(0x3 << 62) | 0x2 << 62)
