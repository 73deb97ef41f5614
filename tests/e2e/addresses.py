"""What a page is asked for by."""

from __future__ import annotations

# An address, or an address with what is posted there.
Place = str | tuple[str, dict[str, str]]
