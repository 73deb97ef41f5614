"""Photos of an export: they lie behind the people, so they wait in a temporary file; none is ever fetched."""

from __future__ import annotations

import binascii
import json
import tempfile
from base64 import b64decode
from typing import IO, Any

from transfer.monica.values import mapping

# What a picture of ten megabytes takes as text; contacts.pictures refuses larger ones.
LONGEST_DATA_URL = 14 * 2**20
_DATA, _BASE64 = "data:", ";base64,"


class WaitingPhotos:
    """The data URLs of photos by their UUID, on disk."""

    def __init__(self) -> None:
        self._file: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - `close` lets it go
        self._places: dict[str, tuple[int, int]] = {}

    def put(self, uid: str, url: object) -> None:
        """Keep a photo; what is no embedded picture, or too large for one, is passed over."""
        if uid and isinstance(url, str) and url.startswith(_DATA) and len(url) <= LONGEST_DATA_URL:
            self._file.seek(0, 2)
            place = self._file.tell()
            self._places[uid] = (place, self._file.write(url.encode("ascii", "ignore")))

    def get(self, uid: str) -> str:
        """Return the data URL of a photo, or nothing."""
        if uid not in self._places:
            return ""
        place, length = self._places[uid]
        self._file.seek(place)
        return self._file.read(length).decode("ascii")

    def close(self) -> None:
        """Let the file go."""
        self._file.close()


def photo_in(raw: str) -> bytes | None:
    """Return the photo in the raw text of a person, or None; it may be no picture at all."""
    try:
        kept: Any = json.loads(raw)
    except (ValueError, RecursionError):
        return None
    return _decoded(mapping(kept).get("photo"))


def _decoded(url: object) -> bytes | None:
    """Return what a data URL holds (RFC 2397)."""
    if not isinstance(url, str) or not url.startswith(_DATA) or _BASE64 not in url[:200]:
        return None
    try:
        return b64decode(url.partition(_BASE64)[2]) or None
    except (binascii.Error, ValueError):
        return None
