"""How uploaded files are received."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.http import HttpRequest

from netzwerk.core.scratch import scratch_folder

# More than any form takes.
LARGEST_FILE = 64 * 2**20


class BoundedUploadHandler(TemporaryFileUploadHandler):
    """Keeps no more than the beginning of a file without end; the form is told its true size, and refuses it."""

    def __init__(self, request: HttpRequest | None = None, *, largest: int = LARGEST_FILE) -> None:
        super().__init__(request)
        self._largest = largest

    def new_file(self, *args: Any, **more: Any) -> None:
        """Begin a file, in a folder that is there."""
        scratch_folder()
        super().new_file(*args, **more)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """Write a part to the disk while there is room for it."""
        if start + len(raw_data) <= self._largest:
            super().receive_data_chunk(raw_data, start)
        return None
