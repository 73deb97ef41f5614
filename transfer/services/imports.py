"""The life of an import: files are kept, a worker reads them into rows, they go; what the user accepts comes in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Q

from accounts.models import User
from accounts.services.quotas import Quota, make_sure_of_room
from netzwerk.core.jobs import enqueue_job
from transfer.cleaning import clean_line
from transfer.models import Import, ImportFile, ImportRow
from transfer.queries.imports import count_coming
from transfer.records import Reason
from transfer.sources import Detected

READ, ACCEPT = "import", "import-accept"
# Address books with a photo of each person are this large; what is larger is something else.
UPLOAD_BYTES = 50 * 2**20
UNDER_WAY = (Import.State.READING, Import.State.ACCEPTING, Import.State.UNDOING)
# So many imports of one user may wait at a time: each may have files of a GB together.
MOST_WAITING = 10
WAITING = (Import.State.READING, Import.State.ASKING, Import.State.READY)
# What can still change its mind: its file is kept until it is accepted, as the user may say what a column is.
TABLES = (ImportFile.Source.CSV, ImportFile.Source.XLSX)


class TooManyImportsError(Exception):
    """So many imports wait already that one has to be looked at or thrown away first."""


@transaction.atomic
def start_import(
    *,
    owner: User,
    uploads: Sequence[UploadedFile[bytes]],
    origin: str,
    closeness: str,
    last_in_touch: str,
    data_purpose: str = "",
    source: str = "",
) -> Import:
    """Keep the files in the owner's folder and write down that they are to be read; a worker is nudged on commit.

    The source is only said of a pasted list; files are looked into. Raises `TooManyImportsError`, and `FullError` where
    the files have no room.
    """
    User.objects.select_for_update(no_key=True).get(pk=owner.pk)  # two tabs at once wait for each other
    if Import.objects.for_user(owner).filter(state__in=WAITING).count() >= MOST_WAITING:
        raise TooManyImportsError
    make_sure_of_room(owner=owner, quota=Quota.STORAGE, wanted=sum(upload.size or 0 for upload in uploads))
    names = [clean_line(upload.name or "") or "contacts" for upload in uploads]
    imported = Import.objects.create(
        owner=owner,
        name=clean_line(", ".join(names)),
        origin=origin,
        closeness=closeness,
        last_in_touch=last_in_touch,
        data_purpose=data_purpose,
    )
    for place, (name, upload) in enumerate(zip(names, uploads, strict=True)):
        one = ImportFile(owner=owner, imported=imported, place=place, name=name, size=upload.size or 0, source=source)
        one.file.save(name, upload, save=False)
        one.save(force_insert=True)
    enqueue_job(kind=READ, owner=owner, object_id=imported.pk)
    return imported


def lock_import(*, owner: User, import_id: UUID) -> Import:
    """Return the import, locked; raises `Import.DoesNotExist`.

    All imports of the owner that are under way are locked with it, always in the same order: so two at once take turns,
    and each notices the people that the other brings.
    """
    concerned = Import.objects.for_user(owner).filter(Q(pk=import_id) | Q(state__in=UNDER_WAY))
    locked = {imported.pk: imported for imported in concerned.order_by("pk").select_for_update()}
    if import_id not in locked:
        raise Import.DoesNotExist
    return locked[import_id]


def files_of(imported: Import) -> list[ImportFile]:
    """Return the files of an import in their order."""
    return list(ImportFile.objects.for_user(imported.owner).filter(imported=imported).order_by("place"))


def waits_for_answer(file: ImportFile) -> bool:
    """Whether the user has to say what the columns of a file are before it can be read."""
    return file.source in TABLES and not file.mapping and not file.failure


def note_source(*, file: ImportFile, found: Detected | Reason, saved: dict[str, Any] | None, total: int) -> ImportFile:
    """Keep what a file was found to be and how many records it holds, or why it cannot be read.

    What the user `saved` for a table with the same headings goes before what its columns seem to be.
    """
    if isinstance(found, Reason):
        return fail_file(file=file, failure=found)
    file.source, file.program, file.signature, file.total = found.source, found.program, found.signature, total
    file.mapping = saved or ({} if found.needs_asking else found.mapping)
    file.save(update_fields=["source", "program", "signature", "mapping", "total"])
    files = files_of(file.imported)
    file.imported.total = sum(each.total or 0 for each in files)
    file.imported.save(update_fields=["total"])
    return file


def fail_file(*, file: ImportFile, failure: str) -> ImportFile:
    """Record why one of the files cannot be read; the others come in."""
    file.failure = failure
    file.save(update_fields=["failure"])
    return file


def finish_reading(*, imported: Import, now: datetime) -> Import:
    """Record that all files are read: the import can be looked at, or asks, or nothing of it could be read."""
    files = files_of(imported)
    if imported.position == 0 and files and all(file.failure for file in files):
        return fail_import(imported=imported, failure=files[0].failure, now=now)
    imported.total = imported.position
    is_asking = any(waits_for_answer(file) for file in files)
    imported.state = Import.State.ASKING if is_asking else Import.State.READY
    imported.save(update_fields=["total", "state"])
    return imported


def fail_import(*, imported: Import, failure: str, now: datetime) -> Import:
    """Record why nothing could be read, or why it could not be accepted; what came in before stays."""
    imported.failure, imported.state, imported.finished_at = failure, Import.State.FAILED, now
    imported.save(update_fields=["state", "failure", "finished_at"])
    return imported


def discard_files(*, imported: Import) -> None:
    """Delete the files that nobody reads again, after the commit that says so; what was in them are rows by now."""
    is_waiting = imported.state in (Import.State.READING, Import.State.ASKING, Import.State.READY)
    for file in files_of(imported):
        may_be_read = (not file.is_read and not file.failure) or file.source in TABLES
        if file.file and not (is_waiting and may_be_read):
            file.file.delete(save=False)
            file.file = ""
            file.save(update_fields=["file"])


@transaction.atomic
def accept_import(*, imported: Import, tag_name: str = "", now: datetime) -> Import:
    """Let come in what the user has looked at; a worker does it. Said twice, it is done once.

    Raises `FullError` where those who are new have no room; then nobody comes in, and the import goes on waiting.
    """
    imported = lock_import(owner=imported.owner, import_id=imported.pk)
    if imported.state != Import.State.READY:
        return imported
    make_sure_of_room(owner=imported.owner, quota=Quota.PEOPLE, wanted=count_coming(imported))
    imported.state, imported.accepted_at = Import.State.ACCEPTING, now
    imported.tag_name = clean_line(tag_name, 60)
    imported.save(update_fields=["state", "accepted_at", "tag_name"])
    enqueue_job(kind=ACCEPT, owner=imported.owner, object_id=imported.pk)
    return imported


@transaction.atomic
def retry_acceptance(*, imported: Import) -> Import:
    """Go on with an import that broke off while it came in: rows that are dealt with stay as they are."""
    imported = lock_import(owner=imported.owner, import_id=imported.pk)
    if not imported.can_go_on:
        return imported
    imported.state, imported.failure, imported.finished_at = Import.State.ACCEPTING, "", None
    imported.save(update_fields=["state", "failure", "finished_at"])
    enqueue_job(kind=ACCEPT, owner=imported.owner, object_id=imported.pk)
    return imported


@transaction.atomic
def discard_import(*, imported: Import) -> None:
    """Forget an import of which nothing came in, with its rows and files; of another one, do nothing."""
    imported = lock_import(owner=imported.owner, import_id=imported.pk)
    if imported.accepted_at or imported.state == Import.State.ACCEPTING:
        return
    for file in files_of(imported):
        if file.file:
            transaction.on_commit(lambda kept=file.file: kept.storage.delete(kept.name))  # type: ignore[misc]
    rows = ImportRow.objects.for_user(imported.owner).filter(imported=imported)
    rows._raw_delete(rows.db)
    imported.delete()
