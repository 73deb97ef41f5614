"""What stands at the wrong place in an export waits in a temporary file for those who need it."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from typing import IO, Any

from transfer.monica.photos import DATA, LONGEST_DATA_URL


class Waiting:
    """Values on disk, in the order in which they were put there."""

    def __init__(self) -> None:
        self._file: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - `close` lets it go

    def put(self, *values: Any) -> None:
        """Add values that belong together."""
        self._file.write(json.dumps(values, separators=(",", ":")).encode() + b"\n")

    def __iter__(self) -> Iterator[list[Any]]:
        """Yield what was put, one after the other; nothing is put any more by then."""
        self._file.seek(0)
        yield from map(json.loads, self._file)

    def close(self) -> None:
        """Let the file go."""
        self._file.close()


class WaitingPhotos:
    """The data URLs of photos by their UUID, on disk."""

    def __init__(self) -> None:
        self._file: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - `close` lets it go
        self._places: dict[str, tuple[int, int]] = {}

    def put(self, uid: str, url: object) -> None:
        """Keep a photo; what is no embedded picture, or too large for one, is passed over."""
        if uid and isinstance(url, str) and url.startswith(DATA) and len(url) <= LONGEST_DATA_URL:
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
