"""The life of an import: the file is kept, a worker reads it in, the file goes."""

from __future__ import annotations

from enum import StrEnum
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from netzwerk.core.jobs import enqueue_job
from transfer.cleaning import clean_line
from transfer.models import Import

# Address books with a photo of each person are this large; what is larger is something else.
UPLOAD_BYTES = 50 * 2**20


class Failure(StrEnum):
    """Why a whole import failed, beside the reasons that lie in its file (`transfer.records.Reason`)."""

    FILE_IS_GONE = "file_is_gone"
    UNEXPECTED = "unexpected"


@transaction.atomic
def start_import(
    *, owner: User, upload: UploadedFile[bytes], origin: str, closeness: str, last_in_touch: str
) -> Import:
    """Keep the file in the owner's folder and write down that it is to be read in; a worker is nudged on commit."""
    imported = Import(
        owner=owner,
        file_name=clean_line(upload.name or "") or "contacts.vcf",
        origin=origin,
        closeness=closeness,
        last_in_touch=last_in_touch,
    )
    imported.file.save(imported.file_name, upload, save=False)
    imported.save(force_insert=True)
    enqueue_job(kind="import", owner=owner, object_id=imported.pk)
    return imported


def begin_import(*, owner: User, import_id: UUID) -> Import:
    """Return the import, locked and marked as running unless it is over; raises `Import.DoesNotExist`.

    All running imports of the owner are locked with it, always in the same order: so two at once take turns, and
    each notices the people that the other brings.
    """
    concerned = Import.objects.for_user(owner).filter(Q(pk=import_id) | Q(state=Import.State.RUNNING))
    locked = {imported.pk: imported for imported in concerned.order_by("pk").select_for_update()}
    imported = locked.get(import_id)
    if imported is None:
        raise Import.DoesNotExist
    if imported.state == Import.State.WAITING:
        imported.state = Import.State.RUNNING
        imported.save(update_fields=["state"])
    return imported


def note_total(*, imported: Import, total: int) -> Import:
    """Keep how many cards the file holds, for the progress bar and for spreading the due dates."""
    imported.total = total
    imported.save(update_fields=["total"])
    return imported


def finish_import(*, imported: Import) -> Import:
    """Record that all cards are dealt with."""
    return _end(imported, Import.State.DONE)


def fail_import(*, imported: Import, failure: str) -> Import:
    """Record why the file could not be read; what came in before stays."""
    imported.failure = failure
    return _end(imported, Import.State.FAILED)


def discard_file(*, imported: Import) -> Import:
    """Delete the file of an import that is over, after the commit that says so; the raw cards are rows by now."""
    if imported.file:
        imported.file.delete(save=False)
        imported.file = ""
        imported.save(update_fields=["file"])
    return imported


def _end(imported: Import, state: Import.State) -> Import:
    imported.state = state
    imported.finished_at = timezone.now()
    imported.save(update_fields=["state", "failure", "finished_at"])
    return imported
