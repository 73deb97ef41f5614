"""How much of a ZIP of address books is read at most."""

from __future__ import annotations

from dataclasses import dataclass

MEBIBYTE = 2**20


@dataclass(frozen=True, slots=True)
class PackedLimits:
    """Limits that no honest archive of address books meets."""

    # The list of members is in memory as a whole; this much of it names about 100,000.
    directory_bytes: int = 8 * MEBIBYTE
    members: int = 100_000
    unpacked_bytes: int = 512 * MEBIBYTE
    # Address books shrink to a tenth, with photos less; deflate can go to a thousandth. Small ones may.
    ratio: int = 100
    ratio_from_bytes: int = 8 * MEBIBYTE
    # A member whose name does not say that it is an address book has to begin one within this much.
    head_bytes: int = 4096


DEFAULT_PACKED_LIMITS = PackedLimits()
