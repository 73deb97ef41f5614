"""What an id in an address of transfer stands for: for `test_strangers`; and rows of an import for other tests."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.core.files.base import ContentFile
from django.utils import timezone

from accounts.models import User
from contacts.models import Contact
from netzwerk.core.walls import acting_as
from transfer.models import Export, Import, ImportFile, ImportRow, Restore

Maker = Callable[[User], UUID]


def make_import(user: User, name: str = "people.vcf", **fields: Any) -> Import:
    """Return an import that waits to be looked at, with one file and no row."""
    fields = {"state": Import.State.READY, "total": 0, **fields}
    with acting_as(user):
        imported = Import.objects.create(owner=user, name=name, **fields)
        ImportFile.objects.create(owner=user, imported=imported, place=0, name=name, source="vcard")
    return imported


def make_row(imported: Import, name: str = "Anna Blum", *, contact: Contact | None = None, **fields: Any) -> ImportRow:
    """Return one more row of an import: somebody new, if nothing else is said."""
    with acting_as(imported.owner):
        number = 1 + ImportRow.objects.filter(imported=imported).count()
        fields = {"finding": "new", "record": {"name": name}, "raw": f"FN:{name}", "place": number, **fields}
        file = ImportFile.objects.get(imported=imported)
        return ImportRow.objects.create(
            owner=imported.owner, imported=imported, file=file, number=number, name=name, contact=contact, **fields
        )


def make_asking(user: User, data: str, place: int = 0, state: str = Import.State.ASKING) -> ImportFile:
    """Return the file of an import that waits for an answer about its table."""
    with acting_as(user):
        imported = Import.objects.create(owner=user, name="people.csv", state=state)
        file = ImportFile(owner=user, imported=imported, place=place, name="people.csv", source=ImportFile.Source.CSV)
        file.file.save("people.csv", ContentFile(data.encode()), save=False)
        file.save(force_insert=True)
    return file


def _make_row(user: User) -> UUID:
    return make_row(make_import(user)).pk


def _make_export(user: User) -> UUID:
    with acting_as(user):
        made = Export(owner=user, kind=Export.Kind.VCARD_4, state=Export.State.DONE, file_name="people.vcf")
        made.finished_at = timezone.now()
        made.save()
    return made.pk


def _make_restore(user: User) -> UUID:
    with acting_as(user):
        return Restore.objects.create(owner=user, file_name="netzwerk.zip", state=Restore.State.READY).pk


# By the parameter, or by the name of the address and the parameter where it has to be a special one.
TRANSFER_MAKERS: dict[str, Maker] = {
    "imported": lambda user: make_import(user).pk,
    "transfer:import-columns imported": lambda user: make_asking(user, "Name;Mail\nAnna;\n", place=1).imported_id,
    "row": _make_row,
    "export": _make_export,
    "restore": _make_restore,
}
