"""Photos in the raw text of people, as data URLs; none is ever fetched."""

from __future__ import annotations

import binascii
import json
from base64 import b64decode
from typing import Any

from transfer.monica.values import mapping

# What a picture of ten megabytes takes as text; contacts.pictures refuses larger ones.
LONGEST_DATA_URL = 14 * 2**20
DATA, _BASE64 = "data:", ";base64,"


def photo_in(raw: str) -> bytes | None:
    """Return the photo in the raw text of a person, or None; it may be no picture at all."""
    try:
        kept: Any = json.loads(raw)
    except (ValueError, RecursionError):
        return None
    return _decoded(mapping(kept).get("photo"))


def _decoded(url: object) -> bytes | None:
    """Return what a data URL holds (RFC 2397)."""
    if not isinstance(url, str) or not url.startswith(DATA) or _BASE64 not in url[:200]:
        return None
    try:
        return b64decode(url.partition(_BASE64)[2]) or None
    except (binascii.Error, ValueError):
        return None
