"""The life of an import: files are kept, a worker reads them into rows, they go; what the user accepts comes in."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from accounts.models import User
from netzwerk.core.jobs import enqueue_job
from transfer.cleaning import clean_line
from transfer.models import Import, ImportFile

# Address books with a photo of each person are this large; what is larger is something else.
UPLOAD_BYTES = 50 * 2**20


@transaction.atomic
def start_import(
    *,
    owner: User,
    uploads: Sequence[UploadedFile[bytes]],
    origin: str,
    closeness: str,
    last_in_touch: str,
    data_purpose: str = "",
) -> Import:
    """Keep the files in the owner's folder and write down that they are to be read; a worker is nudged on commit."""
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
        one = ImportFile(owner=owner, imported=imported, place=place, name=name, size=upload.size or 0)
        one.file.save(name, upload, save=False)
        one.save(force_insert=True)
    enqueue_job(kind="import", owner=owner, object_id=imported.pk)
    return imported
