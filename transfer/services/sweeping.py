"""Files on their way in or out that no row names: what a process that was cut off has left on the disk."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from django.core.files.storage import Storage, default_storage

from accounts.models import User
from contacts.services.photos import YOUNG_FOR
from netzwerk.core.walls import acting_as
from transfer.models import Export, ImportFile, Restore

# By the folder below that of their owner (`upload_path`, `export_path`, `archive_path`).
MODELS: dict[str, Any] = {"imports": ImportFile, "exports": Export, "restores": Restore}


def sweep_files(*, now: datetime) -> int:
    """Delete files that no import, export or restore names and that are a day old; return how many.

    What is younger may belong to a transaction that has not ended. Folders of nobody are left to `forget_files`.
    """
    owners = {str(files_id): pk for pk, files_id in User.objects.values_list("pk", "files_id")}
    old = [
        name
        for folder in _inside(default_storage, "")[0]
        if folder in owners
        for part in MODELS
        for name in _unnamed(owners[folder], part, f"{folder}/{part}", now)
    ]
    for name in old:
        default_storage.delete(name)
    return len(old)


def _unnamed(owner_id: int, part: str, path: str, now: datetime) -> Iterator[str]:
    names = [f"{path}/{file}" for file in _inside(default_storage, path)[1]]
    used = _in_use(owner_id, part, names) if names else set()
    return (name for name in names if name not in used and default_storage.get_modified_time(name) < now - YOUNG_FOR)


def _in_use(owner_id: int, part: str, names: Iterable[str]) -> set[str]:
    with acting_as(owner_id):
        return set(MODELS[part].objects.filter(owner_id=owner_id, file__in=names).values_list("file", flat=True))


def _inside(storage: Storage, path: str) -> tuple[list[str], list[str]]:
    try:
        return storage.listdir(path)
    except FileNotFoundError:
        return [], []
