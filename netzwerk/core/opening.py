"""How a file that is read only once is opened."""

from __future__ import annotations

from typing import IO, cast

from django.core.files.storage import Storage


def open_once(storage: Storage, name: str) -> IO[bytes]:
    """Open a file to be read from front to back; a bucket's comes as it is read, without a copy on this host.

    Raises `FileNotFoundError`.
    """
    stream = getattr(storage, "stream", None)
    return cast(IO[bytes], stream(name) if stream else storage.open(name, "rb"))
