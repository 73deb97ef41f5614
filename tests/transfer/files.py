"""Uploads, and running their jobs, for the tests of imports."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from accounts.models import User
from contacts.models import Closeness, Contact, LastInTouch, Origin
from netzwerk.core.models import Job
from netzwerk.core.tasks import run_job
from netzwerk.core.walls import acting_as
from tests.transfer.cards import card
from transfer.models import Import, ImportRow
from transfer.services import accept_import, start_import


def upload(data: str | bytes, name: str = "contacts.vcf") -> SimpleUploadedFile:
    """Return what a browser would send."""
    return SimpleUploadedFile(name, data.encode() if isinstance(data, str) else data, "application/octet-stream")


def people(*names: str) -> str:
    """Return a file with a card for each name, with an address of its own."""
    return "".join(card(f"FN:{name}", f"EMAIL:{name.lower().replace(' ', '.')}@example.org") for name in names)


def put_in(
    owner: User,
    *data: str | bytes,
    names: Sequence[str] = (),
    origin: str = Origin.STUDIES,
    closeness: str = Closeness.GOOD,
    last_in_touch: str = LastInTouch.NOT_SURE,
) -> Import:
    """Upload files without reading them yet."""
    uploads = [upload(each, name) for each, name in zip_longest(data, names, fillvalue="contacts.vcf")]
    with acting_as(owner):
        return start_import(
            owner=owner, uploads=uploads, origin=origin, closeness=closeness, last_in_touch=last_in_touch
        )


def stage(owner: User, *data: str | bytes, **answers: Any) -> Import:
    """Upload files and run the job that reads them into rows; return the import as it is afterwards."""
    imported = put_in(owner, *data, **answers)
    run_job(str(job_of(imported).pk))
    return again(imported)


def accept(imported: Import, tag_name: str = "") -> Import:
    """Accept an import that was staged and run the job that lets it come in; return the import afterwards."""
    with acting_as(imported.owner):
        accept_import(imported=imported, tag_name=tag_name, now=timezone.now())
    for job in Job.objects.filter(kind="import-accept", object_id=imported.pk):
        run_job(str(job.pk))
    return again(imported)


def read_in(owner: User, *data: str | bytes, tag_name: str = "", **answers: Any) -> Import:
    """Upload files, have them read, and accept all that is usual; return the import as it is afterwards."""
    imported = stage(owner, *data, **answers)
    return accept(imported, tag_name) if imported.state == Import.State.READY else imported


def job_of(imported: Import, kind: str = "import") -> Job:
    """Return the job of this kind for this import."""
    return Job.objects.get(kind=kind, object_id=imported.pk)


def again(imported: Import) -> Import:
    """Return the import as it is now."""
    with acting_as(imported.owner):
        return Import.objects.get(pk=imported.pk)


def rows_of(imported: Import) -> list[ImportRow]:
    """Return the rows of an import in their order."""
    with acting_as(imported.owner):
        return list(ImportRow.objects.filter(imported=imported).order_by("number"))


def names_of(owner: User) -> list[str]:
    """Return the names of all contacts, in their order of entry."""
    with acting_as(owner):
        return list(Contact.objects.for_user(owner).order_by("created_at", "id").values_list("name", flat=True))


def counts_of(imported: Import) -> tuple[int, int, int]:
    """Return how many came in, of how many nothing came, and how many were broken."""
    return imported.created_count, imported.skipped_count, imported.broken_count
