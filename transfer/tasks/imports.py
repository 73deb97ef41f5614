"""The jobs of imports: files are read into rows, and rows become contacts."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import islice
from typing import BinaryIO, cast

from django.utils import timezone

from accounts.models import User
from accounts.services.quotas import FullError
from netzwerk.core.jobs import LostLeaseError, extend_lease, job_handler, next_try_of
from netzwerk.core.models import Job
from netzwerk.core.walls import acting_as
from transfer import services
from transfer.models import Import, ImportFile
from transfer.records import LeftOutRecord, Reason, Record
from transfer.services.imports import ACCEPT, READ
from transfer.services.mappings import saved_mapping
from transfer.services.staging import Staging
from transfer.sources import Detected, detect_source, reader_for

# How many records are staged, and rows accepted, with one commit; and at most so many signs of raw text, as each may
# hold a photo.
BATCH = 4000
BATCH_SIGNS = 8 * 2**20


@job_handler(READ)
def run_import(job: Job) -> None:
    """Read the files into rows batch by batch; each commits its rows together with how far it got.

    So a worker may die anywhere: who takes over goes on behind the last batch that was committed. In the same
    transaction the lease is extended, so a worker that lost it commits nothing.
    """
    _work(job, _read, Import.State.READING)


@job_handler(ACCEPT)
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
            with _garbage_later():
                imported = step(job, owner, imported)
    except Import.DoesNotExist:
        return
    except LostLeaseError:
        raise
    except FullError:
        # What came in before stays, and the rest can follow once there is room.
        with _turn(job, owner) as imported:
            services.fail_import(imported=imported, failure=Reason.NO_ROOM, now=timezone.now())
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
        if file.is_read or file.failure:
            continue
        try:
            _read_file(job, owner, file, staging)
        except FileNotFoundError:
            with _turn(job, owner):
                services.fail_file(file=file, failure=Reason.FILE_IS_GONE)
    with _turn(job, owner) as current:
        return services.finish_reading(imported=current, now=timezone.now())


def _read_file(job: Job, owner: User, file: ImportFile, staging: Staging) -> None:
    if not file.source or file.total is None:
        _find_source(job, owner, file)
    if file.failure or services.waits_for_answer(file):
        return
    for records in _batches(file):
        with _turn(job, owner) as current:
            services.stage_batch(owner=owner, imported=current, file=file, records=records, staging=staging)
    with _turn(job, owner):
        services.finish_file(file=file)


def _find_source(job: Job, owner: User, file: ImportFile) -> None:
    """Note what a file is, and for the progress bar how many records it holds."""
    with _open(file) as stream:
        found = Detected(file.source) if file.source else detect_source(stream, file.name)
        total = 0
        if isinstance(found, Detected):
            file.source, file.mapping = found.source, found.mapping
            stream.seek(0)
            total = reader_for(file).count(stream)
    with _turn(job, owner) as current:
        file.imported = current
        saved = saved_mapping(owner=owner, signature=found.signature) if isinstance(found, Detected) else None
        services.note_source(file=file, found=found, saved=saved.as_json() if saved else None, total=total)


def _accept(job: Job, owner: User, _imported: Import) -> Import:
    after = 0
    while True:
        with _turn(job, owner) as current:
            after = services.accept_batch(owner=owner, imported=current, after=after, limit=BATCH, now=timezone.now())
            if not after:
                return services.finish_acceptance(owner=owner, imported=current, now=timezone.now())


@contextmanager
def _garbage_later() -> Iterator[None]:
    """Collect no garbage within batches: records and rows know no cycles, and looking through them all takes long."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


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
