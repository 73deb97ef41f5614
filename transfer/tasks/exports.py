"""The job of exports: a worker makes a file, and each night the old ones go."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from tempfile import TemporaryFile
from typing import Any, BinaryIO
from uuid import UUID

from celery import shared_task
from django.utils import timezone, translation

from accounts.models import User
from netzwerk.core.jobs import LostLeaseError, extend_lease, job_handler, next_try_of
from netzwerk.core.models import Job
from netzwerk.core.scratch import scratch_folder
from netzwerk.core.walls import acting_as, owners_with
from transfer import exporting
from transfer.archive import write_everything
from transfer.models import Export
from transfer.models.exports import UNCLEAR, UNEXPECTED
from transfer.queries.exports import UnclearQueryError, rows_of
from transfer.services import exports
from transfer.words.exports import file_name

VERSIONS = {Export.Kind.VCARD_3: "3.0", Export.Kind.VCARD_4: "4.0"}
TABLES: dict[Export.Kind, Callable[..., int]] = {
    Export.Kind.CONTACTS: exporting.write_contacts,
    Export.Kind.MOMENTS: exporting.write_moments,
    Export.Kind.EXCHANGES: exporting.write_exchanges,
}


@job_handler(exports.KIND)
def run_export(job: Job) -> None:
    """Write a file batch by batch beside the rows, and keep it at the end together with the note that it is there.

    A worker may die anywhere: who takes over begins anew. Each batch extends the lease in its transaction, and so does
    the last one, which keeps the file: a worker that lost the job keeps nothing.
    """
    if job.owner is None or job.object_id is None:
        return
    owner, export_id = job.owner, job.object_id
    try:
        with timezone.override(owner.zone), translation.override(owner.language):
            _make(job, owner, export_id)
    except Export.DoesNotExist:  # discarded meanwhile
        return
    except LostLeaseError:
        raise
    except UnclearQueryError:
        _fail(job, owner, export_id, UNCLEAR)
    except Exception:
        if next_try_of(job, now=timezone.now()):
            raise
        _fail(job, owner, export_id, UNEXPECTED)
        raise


@shared_task
def forget_old_exports() -> int:
    """Delete exports that are a week old, with their files; return how many. Run each night by beat."""
    now, forgotten = timezone.now(), 0
    for owner in owners_with(User.objects.order_by("pk").iterator(), partial(exports.old_exports, now=now)):
        with acting_as(owner):
            forgotten += exports.forget_old_exports(owner=owner, now=now)
    return forgotten


def _make(job: Job, owner: User, export_id: UUID) -> None:
    today = timezone.localdate()
    with acting_as(owner):
        extend_lease(job)
        found = Export.objects.for_user(owner).filter(pk=export_id).first()
        if found is None or not found.is_under_way:
            return
        found.owner = owner
        rows = rows_of(found, today=today)
        total = None if rows is None else rows.count()
        export = exports.begin_export(owner=owner, export_id=export_id, total=total)
    if export is None:
        return
    with TemporaryFile(dir=scratch_folder()) as stream:
        done = _write(job, export, rows, stream)
        with acting_as(owner):
            extend_lease(job)
            name = file_name(export.kind, today)
            exports.finish_export(export=export, content=stream, file_name=name, done=done, now=timezone.now())


def _write(job: Job, export: Export, rows: Any, stream: BinaryIO) -> int:
    """Write the file; return how many rows it has."""
    owner = export.owner

    @contextmanager
    def turn(done: int) -> Iterator[None]:
        with acting_as(owner):
            extend_lease(job)
            exports.note_progress(export=export, done=done)
            yield

    def note(done: int, total: int) -> None:
        with acting_as(owner):
            extend_lease(job)
            exports.note_progress(export=export, done=done, total=total)

    if rows is None:
        return sum(write_everything(owner, stream, on_progress=note).values())
    if version := VERSIONS.get(Export.Kind(export.kind)):
        return exporting.write_cards(owner, rows, version, stream, turn=turn)
    return TABLES[Export.Kind(export.kind)](owner, rows, stream, turn=turn)


def _fail(job: Job, owner: User, export_id: UUID, failure: str) -> None:
    with acting_as(owner):
        extend_lease(job)
        exports.fail_export(owner=owner, export_id=export_id, failure=failure, now=timezone.now())
