"""The jobs of imports: files are read into rows, and rows become contacts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import islice
from typing import BinaryIO, cast

from django.utils import timezone

from accounts.models import User
from netzwerk.core.jobs import LostLeaseError, extend_lease, job_handler, next_try_of
from netzwerk.core.models import Job
from netzwerk.core.walls import acting_as
from transfer import services
from transfer.models import Import, ImportFile
from transfer.records import LeftOutRecord, Reason, Record
from transfer.services.staging import Staging
from transfer.sources import detect_source, reader_for

# How many records are staged, and rows accepted, with one commit; and at most so many signs of raw text, as each may
# hold a photo.
BATCH = 4000
BATCH_SIGNS = 8 * 2**20


@job_handler("import")
def run_import(job: Job) -> None:
    """Read the files into rows batch by batch; each commits its rows together with how far it got.

    So a worker may die anywhere: who takes over goes on behind the last batch that was committed. In the same
    transaction the lease is extended, so a worker that lost it commits nothing.
    """
    _work(job, _read, Import.State.READING)


@job_handler("import-accept")
def run_acceptance(job: Job) -> None:
    """Let the rows of an import come in batch by batch; each commits its people together with what came of its rows."""
    _work(job, _accept, Import.State.ACCEPTING)


def _work(job: Job, step: Callable[[Job, User, Import], Import], state: str) -> None:
    """Take a step with an import that is in this state; an error of the last try is recorded with the import."""
    if job.owner is None:
        return
    owner = job.owner
    try:
        with _turn(job, owner) as imported:
            pass
        if imported.state == state:
            imported = step(job, owner, imported)
    except Import.DoesNotExist:
        return
    except LostLeaseError:
        raise
    except Exception:
        if next_try_of(job, now=timezone.now()):
            raise
        with _turn(job, owner) as imported:
            services.fail_import(imported=imported, failure=Reason.UNEXPECTED, now=timezone.now())
    # A crash before this line leaves the files; the job then runs once more, finds the end recorded, and comes here.
    with acting_as(owner):
        services.discard_files(imported=imported)


def _read(job: Job, owner: User, imported: Import) -> Import:
    with acting_as(owner):
        files = services.files_of(imported)
        staging = Staging.of(imported)
    for file in files:
        if not file.is_read and not file.failure:
            _read_file(job, owner, file, staging)
    with _turn(job, owner) as current:
        return services.finish_reading(imported=current, now=timezone.now())


def _read_file(job: Job, owner: User, file: ImportFile, staging: Staging) -> None:
    with _open(file) as stream:
        found = detect_source(stream, file.name)
        assert not isinstance(found, Reason)
        file.source = found.source
    for records in _batches(file):
        with _turn(job, owner) as current:
            file.save(update_fields=["source"])
            services.stage_batch(owner=owner, imported=current, file=file, records=records, staging=staging)
    with _turn(job, owner):
        services.finish_file(file=file)


def _accept(job: Job, owner: User, _imported: Import) -> Import:
    after = 0
    while True:
        with _turn(job, owner) as current:
            after = services.accept_batch(owner=owner, imported=current, after=after, limit=BATCH, now=timezone.now())
            if not after:
                return services.finish_acceptance(owner=owner, imported=current, now=timezone.now())


@contextmanager
def _turn(job: Job, owner: User) -> Iterator[Import]:
    """Open a transaction as the owner that only the worker who holds the job can commit."""
    with acting_as(owner):
        extend_lease(job)
        if job.object_id is None:
            raise Import.DoesNotExist
        yield services.lock_import(owner=owner, import_id=job.object_id)


def _batches(file: ImportFile) -> Iterator[list[Record]]:
    with _open(file) as stream:
        records = reader_for(file).read(stream)
        while batch := list(islice(_until(records, BATCH_SIGNS), BATCH)):
            yield batch


def _until(records: Iterator[Record], signs: int) -> Iterator[Record]:
    """Yield records until their raw texts have so many signs together."""
    for record in records:
        yield record
        signs -= 0 if isinstance(record, LeftOutRecord) else len(record.raw)
        if signs <= 0:
            return


def _open(file: ImportFile) -> BinaryIO:
    return cast(BinaryIO, file.file.storage.open(file.file.name or "", "rb"))
