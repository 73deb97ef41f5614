"""The life of an export: it is asked for, a worker makes the file, it is there for a week, it is forgotten."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from functools import partial
from typing import IO
from uuid import UUID

from django.core.files.base import File
from django.core.files.storage import Storage
from django.db import transaction
from django.db.models import QuerySet

from accounts.models import User
from accounts.services.quotas import Quota, make_sure_of_room
from netzwerk.core.jobs import enqueue_job
from transfer.models import Export
from transfer.models.exports import export_path
from transfer.queries.exports import exports_of

KIND = "export"
KEPT_FOR = timedelta(days=7)
# So many may be waited for at once, and lie there in all: each is a file of everything somebody has.
MOST_UNDER_WAY, MOST_KEPT = 5, 50
UNDER_WAY = (Export.State.WAITING, Export.State.RUNNING)


class TooManyExportsError(Exception):
    """So many are being made, or lie there, that one has to be waited for or discarded first."""


@transaction.atomic
def start_export(
    *, owner: User, kind: str, contact_ids: Collection[UUID] = (), query: str = "", now: datetime
) -> Export:
    """Write down that a file is to be made, about these people, those of a view, or all; a worker is nudged on commit.

    The same that still waits is returned instead of a second one. Raises `TooManyExportsError`, and `FullError` where
    the files of the account take all they may; but one export of everything always goes, so that nobody is kept from
    leaving.
    """
    ids = sorted(set(contact_ids))
    User.objects.select_for_update().get(pk=owner.pk)  # two clicks at once wait for each other
    mine = Export.objects.for_user(owner).filter(created_at__gte=now - KEPT_FOR)
    waiting = mine.filter(state=Export.State.WAITING, kind=kind, contact_ids=ids, query=query).first()
    if waiting is not None:
        return waiting
    if mine.filter(state__in=UNDER_WAY).count() >= MOST_UNDER_WAY or mine.count() >= MOST_KEPT:
        raise TooManyExportsError
    if kind != Export.Kind.EVERYTHING or mine.filter(kind=kind).exists():
        # How large it will be nobody knows yet: so the last one may pass the limit.
        make_sure_of_room(owner=owner, quota=Quota.STORAGE, wanted=1)
    export = Export.objects.create(owner=owner, kind=kind, contact_ids=ids, query=query)
    enqueue_job(kind=KIND, owner=owner, object_id=export.pk)
    return export


@transaction.atomic
def begin_export(*, owner: User, export_id: UUID, total: int | None) -> Export | None:
    """Note that a worker begins, anew where another one died; None when it was made already, or discarded."""
    export = _locked(owner, export_id)
    if export is None or not export.is_under_way:
        return None
    _storage(export).delete(export_path(export, ""))  # of a worker who died between the file and its note
    export.state, export.done_count, export.total = Export.State.RUNNING, 0, total
    export.save(update_fields=["state", "done_count", "total"])
    return export


def note_progress(*, export: Export, done: int, total: int | None = None) -> None:
    """Note how far it is; raises `Export.DoesNotExist` when it was discarded meanwhile."""
    values = {"done_count": done, **({} if total is None else {"total": total})}
    if not Export.objects.for_user(export.owner).filter(pk=export.pk).update(**values):
        raise Export.DoesNotExist


@transaction.atomic
def finish_export(*, export: Export, content: IO[bytes], file_name: str, done: int, now: datetime) -> Export:
    """Keep the file in the owner's folder; raises `Export.DoesNotExist` when it was discarded meanwhile."""
    found = _locked(export.owner, export.pk)
    if found is None:
        raise Export.DoesNotExist
    found.size = content.seek(0, 2)
    content.seek(0)
    found.file.save("", File(content), save=False)
    found.state, found.finished_at, found.file_name = Export.State.DONE, now, file_name
    found.done_count = found.total = done
    found.save(update_fields=["file", "file_name", "size", "state", "finished_at", "done_count", "total"])
    return found


@transaction.atomic
def fail_export(*, owner: User, export_id: UUID, failure: str, now: datetime) -> None:
    """Note why there will be no file."""
    export = _locked(owner, export_id)
    if export is not None and export.is_under_way:
        export.state, export.failure, export.finished_at = Export.State.FAILED, failure, now
        export.save(update_fields=["state", "failure", "finished_at"])


@transaction.atomic
def discard_export(*, export: Export) -> None:
    """Forget an export and its file; a worker who is at it notices and stops."""
    _forget([export])


@transaction.atomic
def forget_old_exports(*, owner: User, now: datetime, limit: int = MOST_KEPT) -> int:
    """Forget exports that are a week old, at most so many; return how many."""
    old = list(old_exports(owner, now)[:limit])
    _forget(old)
    return len(old)


def old_exports(owner: User, now: datetime) -> QuerySet[Export]:
    """Return the exports of an owner that are a week old."""
    return exports_of(owner).filter(created_at__lt=now - KEPT_FOR)


def kept_until(export: Export) -> datetime:
    """Return when it will be forgotten."""
    return export.created_at + KEPT_FOR


def _forget(exports: Collection[Export]) -> None:
    for export in exports:
        if export.file:
            # After the commit: a row without its file would be a promise that cannot be kept.
            transaction.on_commit(partial(_storage(export).delete, export.file.name or ""), robust=True)
        export.delete()


def _locked(owner: User, export_id: UUID) -> Export | None:
    found = Export.objects.for_user(owner).select_for_update().filter(pk=export_id).first()
    if found is not None:
        found.owner = owner
    return found


def _storage(export: Export) -> Storage:
    storage: Storage = export.file.storage
    return storage
