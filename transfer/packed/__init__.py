"""Reading `.zip` files that hold `.vcf` files: one member after the other, never unpacked to memory or disk."""

from transfer.packed.limits import DEFAULT_PACKED_LIMITS, PackedLimits
from transfer.packed.reader import PackedReader

__all__ = ["DEFAULT_PACKED_LIMITS", "PackedLimits", "PackedReader"]
