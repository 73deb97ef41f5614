"""The part of `furnish` that is about transfer: one row of each model."""

from __future__ import annotations

from typing import Any

from accounts.models import User
from contacts.models import Contact
from tests.transfer_makers import make_asking, make_import, make_row
from transfer.models import ColumnMapping, Export, ImportFile, Restore, SourceCard


def furnish_transfer(user: User, contact: Contact, text: str) -> dict[str, Any]:
    """Give the user an import with a row for each finding, what somebody came from, an export and a restore."""
    imported = make_import(user, text[:200], tag_name=text[:60])
    row = make_row(imported, text[:200], raw=text)
    make_row(imported, text[:200], raw=text, finding="broken", reason="no_name")
    make_row(imported, text[:200], raw=text, finding="differs", contact=contact, differing=["place"])
    SourceCard.objects.create(owner=user, contact=contact, imported=imported, number=1, raw=text, fingerprint="1" * 64)
    ColumnMapping.objects.create(owner=user, signature="1" * 64, columns={"0": "name"})
    export = Export.objects.create(owner=user, kind=Export.Kind.CONTACTS, state="done", file_name=text[:200])
    restore = Restore.objects.create(owner=user, file_name=text[:200], state="ready")
    file = ImportFile.objects.get(imported=imported)
    # A table whose columns are called like that, and hold it, too.
    quoted = text.replace('"', '""')
    asking = make_asking(user, f'Name,"{quoted}"\nAnna,"{quoted}"\n', place=1)
    return {
        "imported": imported.pk,
        "row": row.pk,
        "file": file.pk,
        "asking": asking.imported_id,
        "place": asking.place,
        "export": export.pk,
        "restore": restore.pk,
    }
