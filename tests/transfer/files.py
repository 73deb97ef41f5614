"""Uploads, and running their jobs, for the tests of imports."""

from __future__ import annotations

from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.models import User
from contacts.models import Closeness, Contact, LastInTouch, Origin
from netzwerk.core.models import Job
from netzwerk.core.tasks import run_job
from netzwerk.core.walls import acting_as
from tests.transfer.cards import card
from transfer.models import Import
from transfer.services import start_import


def upload(data: str | bytes, name: str = "contacts.vcf") -> SimpleUploadedFile:
    """Return what a browser would send."""
    return SimpleUploadedFile(name, data.encode() if isinstance(data, str) else data, "application/octet-stream")


def people(*names: str) -> str:
    """Return a file with a card for each name, with an address of its own."""
    return "".join(card(f"FN:{name}", f"EMAIL:{name.lower().replace(' ', '.')}@example.org") for name in names)


def put_in(
    owner: User,
    data: str | bytes,
    *,
    origin: str = Origin.STUDIES,
    closeness: str = Closeness.GOOD,
    last_in_touch: str = LastInTouch.NOT_SURE,
) -> Import:
    """Upload a file without reading it in yet."""
    with acting_as(owner):
        return start_import(
            owner=owner, upload=upload(data), origin=origin, closeness=closeness, last_in_touch=last_in_touch
        )


def read_in(owner: User, data: str | bytes, **answers: str) -> Import:
    """Upload a file and run its job; return the import as it is afterwards."""
    imported = put_in(owner, data, **answers)
    run_job(str(job_of(imported).pk))
    return again(imported)


def job_of(imported: Import) -> Job:
    """Return the job that reads this import in."""
    return Job.objects.get(kind="import", object_id=imported.pk)


def again(imported: Import) -> Import:
    """Return the import as it is now."""
    with acting_as(imported.owner):
        return Import.objects.get(pk=imported.pk)


def names_of(owner: User) -> list[str]:
    """Return the names of all contacts, in their order of entry."""
    with acting_as(owner):
        return list(Contact.objects.for_user(owner).order_by("created_at", "id").values_list("name", flat=True))


def counts_of(imported: Import) -> tuple[int, int, int]:
    """Return how many were new, known and broken."""
    return imported.created_count, imported.known_count, imported.broken_count
