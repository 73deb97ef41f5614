"""The job that reads an uploaded file in."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from typing import BinaryIO, cast

from django.utils import timezone

from accounts.models import User
from contacts.services.duplicates import ask_for_duplicates
from netzwerk.core.jobs import LostLeaseError, extend_lease, job_handler, next_try_of
from netzwerk.core.models import Job
from netzwerk.core.walls import acting_as
from transfer import services
from transfer.models import Import
from transfer.records import BrokenRecord, Reason, Record, RecordReader
from transfer.services import Failure
from transfer.vcard import DEFAULT_LIMITS, VCardReader

BATCH = 200
READERS: dict[str, RecordReader] = {Import.Source.VCARD: VCardReader()}


@job_handler("import")
def run_import(job: Job) -> None:
    """Read the file in batch by batch; each commits its people together with how far it got.

    So a worker may die anywhere: who takes over goes on behind the last batch that was committed. In the same
    transaction the lease is extended, so a worker that lost it commits nothing.
    """
    if job.owner is None:
        return
    owner = job.owner
    try:
        imported = _read_in(job, owner)
    except Import.DoesNotExist:
        return
    except LostLeaseError:
        raise
    except FileNotFoundError:
        imported = _fail(job, owner, Failure.FILE_IS_GONE)
    except Exception:
        if next_try_of(job, now=timezone.now()):
            raise
        imported = _fail(job, owner, Failure.UNEXPECTED)
    # A crash before this line leaves the file; the job then runs once more, finds the end recorded, and comes here.
    with acting_as(owner):
        services.discard_file(imported=imported)


def _read_in(job: Job, owner: User) -> Import:
    with _turn(job, owner) as imported:
        pass
    if imported.state != Import.State.RUNNING:
        return imported
    if imported.total is None and (failure := _count(job, owner, imported)):
        return _fail(job, owner, failure)
    today = timezone.localdate(timezone=owner.zone)
    for records in _batches(imported):
        if records[-1].number <= imported.position:
            extend_lease(job)
            continue
        with _turn(job, owner) as current:
            services.store_batch(owner=owner, imported=current, records=records, today=today)
    with _turn(job, owner) as current:
        ask_for_duplicates(owner=owner, now=timezone.now())
        return services.finish_import(imported=current)


@contextmanager
def _turn(job: Job, owner: User) -> Iterator[Import]:
    """Open a transaction as the owner that only the worker who holds the job can commit."""
    with acting_as(owner):
        extend_lease(job)
        if job.object_id is None:
            raise Import.DoesNotExist
        yield services.begin_import(owner=owner, import_id=job.object_id)


def _count(job: Job, owner: User, imported: Import) -> str:
    """Note how many cards there are; return why the file as a whole cannot be read, or nothing."""
    reader = READERS[imported.source]
    with _open(imported) as stream:
        total = reader.count(stream)
    if total > DEFAULT_LIMITS.cards:
        return Reason.TOO_MANY_CARDS
    with _open(imported) as stream:
        first = next(iter(reader.read(stream)))
    if isinstance(first, BrokenRecord) and first.reason.is_about_file:
        return first.reason
    with _turn(job, owner) as current:
        services.note_total(imported=current, total=total)
    return ""


def _batches(imported: Import) -> Iterator[list[Record]]:
    with _open(imported) as stream:
        records = READERS[imported.source].read(stream)
        while batch := list(islice(records, BATCH)):
            yield batch


def _open(imported: Import) -> BinaryIO:
    return cast(BinaryIO, imported.file.storage.open(imported.file.name or "", "rb"))


def _fail(job: Job, owner: User, failure: str) -> Import:
    with _turn(job, owner) as imported:
        return services.fail_import(imported=imported, failure=failure)
