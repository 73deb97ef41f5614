"""The files of a site, wherever its storages keep them: a folder, or an object store that several hosts reach."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO

from django.core.files import File
from django.core.files.storage import Storage, storages

from netzwerk.core.backup.problems import BackupError

# The name in a backup, and that of the storage.
STORAGES = {"media": "default", "photos": "photos"}


def storage_of(place: str) -> Storage:
    """Return the storage whose files lie below this name in a backup."""
    return storages[STORAGES[place]]


def all_files(storage: Storage, folder: str = "") -> Iterator[str]:
    """Yield the name of each file of a storage; one that has never been written to has none."""
    try:
        folders, names = storage.listdir(folder)
    except FileNotFoundError:
        return
    prefix = f"{folder}/" if folder else ""
    yield from (f"{prefix}{name}" for name in sorted(names) if name)
    for inner in sorted(folders):
        yield from all_files(storage, f"{prefix}{inner}")


def put_back(storage: Storage, name: str, content: IO[bytes]) -> None:
    """Write a file under exactly this name, in place of what lay there."""
    if storage.exists(name):
        storage.delete(name)
    if storage.save(name, File(content, name=name)) != name:
        raise BackupError(f"The storage would not take the file {name} under its own name.")
