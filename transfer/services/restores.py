"""The life of a restore: a file is kept, looked through, shown; what the user accepts comes in, and the file goes."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from accounts.models import User
from accounts.services.quotas import Quota, make_sure_of_room
from netzwerk.core.jobs import enqueue_job
from transfer.cleaning import clean_line
from transfer.models import Restore

LOOK, ACCEPT, FORGET = "restore", "restore-accept", "restore-forget"
# Nobody who uploads a file looks at it weeks later; it holds everything that somebody has.
KEPT_FOR = timedelta(days=7)
# What is still told once everything has come in.
KEPT_PROGRESS = ("settings", "photos_left_out", "photos_without_room")
# So many files of one user may wait at a time: each may be large.
MOST_WAITING = 3


class TooManyRestoresError(Exception):
    """So many files wait already that one has to be looked at first."""


@transaction.atomic
def start_restore(*, owner: User, upload: UploadedFile[bytes], now: datetime) -> Restore:
    """Keep a file in the owner's folder and write down that it is to be looked through; a worker is nudged on commit.

    What is not accepted within a week is forgotten. Raises `TooManyRestoresError`, and `FullError` where there is
    no room for the file.
    """
    User.objects.select_for_update(no_key=True).get(pk=owner.pk)  # two tabs at once wait for each other
    if Restore.objects.for_user(owner).waiting().count() >= MOST_WAITING:
        raise TooManyRestoresError
    make_sure_of_room(owner=owner, quota=Quota.STORAGE, wanted=upload.size or 0)
    restore = Restore(owner=owner, file_name=clean_line(upload.name or "") or "netzwerk.zip")
    restore.file.save(restore.file_name, upload, save=False)
    restore.save(force_insert=True)
    enqueue_job(kind=LOOK, owner=owner, object_id=restore.pk)
    enqueue_job(kind=FORGET, owner=owner, object_id=restore.pk, run_at=now + KEPT_FOR)
    return restore


def lock_restore(*, owner: User, restore_id: UUID) -> Restore:
    """Return a restore, locked; raises `Restore.DoesNotExist`."""
    return Restore.objects.for_user(owner).select_for_update().get(pk=restore_id)


def note_look(*, restore: Restore, total: int, done: int) -> None:
    """Note how many rows there are to look at, and how many were."""
    restore.total, restore.done_count = total, done
    restore.save(update_fields=["total", "done_count"])


def finish_look(
    *, restore: Restore, manifest: dict[str, Any], counts: dict[str, dict[str, int]], progress: dict[str, Any]
) -> Restore:
    """Note what is in the file and what would become of it: it can be looked at."""
    restore.manifest, restore.counts, restore.progress = manifest, counts, progress
    restore.total, restore.done_count = sum(count["rows"] for count in counts.values()), 0
    restore.state = Restore.State.READY
    restore.save(update_fields=["manifest", "counts", "progress", "total", "done_count", "state"])
    return restore


@transaction.atomic
def accept_restore(*, restore: Restore, with_settings: bool) -> Restore:
    """Let come in what the user has looked at; a worker does it. Said twice, it is done once.

    Raises `FullError` where those who are new have no room; then nothing comes in, and the file goes on waiting.
    """
    restore = lock_restore(owner=restore.owner, restore_id=restore.pk)
    if restore.state != Restore.State.READY:
        return restore
    make_sure_of_room(owner=restore.owner, quota=Quota.PEOPLE, wanted=count_new_people(restore))
    restore.state = Restore.State.RESTORING
    restore.progress = {**restore.progress, "settings": with_settings}
    restore.save(update_fields=["state", "progress"])
    enqueue_job(kind=ACCEPT, owner=restore.owner, object_id=restore.pk)
    return restore


def count_new_people(restore: Restore) -> int:
    """Return how many people of a file that was looked through are not here yet."""
    return int(restore.counts.get("contacts.contact", {}).get("new", 0))


def finish_restore(*, restore: Restore, now: datetime) -> Restore:
    """Note that everything has come in; what only the way there needed is forgotten."""
    restore.state, restore.finished_at = Restore.State.DONE, now
    restore.progress = {key: value for key, value in restore.progress.items() if key in KEPT_PROGRESS}
    restore.save(update_fields=["state", "finished_at", "progress"])
    return restore


def fail_restore(*, restore: Restore, problem: str, place: dict[str, Any], now: datetime) -> Restore:
    """Note why nothing comes in, or nothing further, and where in the file that is; what came in before stays."""
    restore.state, restore.failure, restore.finished_at = Restore.State.FAILED, problem, now
    restore.progress = {"place": place}
    restore.save(update_fields=["state", "failure", "finished_at", "progress"])
    return restore


@transaction.atomic
def discard_restore(*, restore: Restore) -> bool:
    """Forget a restore with its file, unless it is just coming in; tell whether it is gone."""
    restore = lock_restore(owner=restore.owner, restore_id=restore.pk)
    if restore.state == Restore.State.RESTORING:
        return False
    if restore.file:
        transaction.on_commit(partial(restore.file.storage.delete, str(restore.file.name)), robust=True)
    restore.delete()
    return True


def discard_archive(*, restore: Restore) -> None:
    """Delete the file of a restore that has ended, after the commit that says so."""
    if restore.file and restore.state in (Restore.State.DONE, Restore.State.FAILED):
        restore.file.delete(save=False)
        restore.file = ""
        restore.save(update_fields=["file"])
