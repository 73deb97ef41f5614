"""The files of users: each user's lie in a folder of their own, in every storage."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from django.core.files.storage import Storage, storages
from django.db import transaction

from netzwerk.core.jobs import enqueue_job

# Where a user's files lie, each time in the folder named by `files_id`.
STORAGES_OF_USERS = ("default", "photos")
FORGET_KIND = "forget-files"
# Longer than a task or an upload can take: whatever was being written when the account went is written by then.
SECOND_LOOK = timedelta(hours=1)


def forget_files_after_commit(files_id: UUID, now: datetime) -> None:
    """Delete a user's files once the rows are gone for good, and look again later.

    The second look finds what a worker or an upload wrote after the first, and everything where the first was cut off.
    Its job holds no more than the name of a folder.
    """
    transaction.on_commit(partial(forget_files, files_id), robust=True)
    enqueue_job(kind=FORGET_KIND, object_id=files_id, run_at=now + SECOND_LOOK)


def forget_files(files_id: UUID) -> None:
    """Delete the files of a user in all storages; twice is once."""
    for name in STORAGES_OF_USERS:
        delete_folder(str(files_id), storages[name])


def delete_folder(path: str, storage: Storage) -> None:
    """Delete a folder of a file storage with everything below it; a storage without folders has none left empty."""
    try:
        folders, files = storage.listdir(path)
    except FileNotFoundError:
        return
    for folder in folders:
        delete_folder(f"{path}/{folder}", storage)
    for file in files:
        storage.delete(f"{path}/{file}")
    storage.delete(path)
