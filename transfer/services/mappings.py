"""What the columns of a table are: as the user said once, and says now."""

from __future__ import annotations

from django.db import transaction

from accounts.models import User
from netzwerk.core.jobs import enqueue_job
from transfer.models import ColumnMapping, Import, ImportFile
from transfer.services.imports import READ, lock_import
from transfer.services.staging import restage_file
from transfer.tables import TableMapping

# While nobody of it has come in, the user may say something else.
ANSWERABLE = (Import.State.ASKING, Import.State.READY)


class TooLateToAnswerError(Exception):
    """The import has come in, is coming in, or its file is gone."""


def saved_mapping(*, owner: User, signature: str) -> TableMapping | None:
    """Return what the user said about a table with these headings (`transfer.tables.TableGuess.signature`), if so."""
    if not signature:
        return None
    saved = ColumnMapping.objects.for_user(owner).filter(signature=signature).first()
    return TableMapping.from_json(saved.columns) if saved else None


def may_answer(*, imported: Import, file: ImportFile) -> bool:
    """Whether it can still be said what the columns of this file are."""
    return imported.state in ANSWERABLE and bool(file.file)


@transaction.atomic
def answer_columns(*, imported: Import, file: ImportFile, columns: TableMapping, signature: str = "") -> Import:
    """Keep what the columns are, for this file and for the next with the same headings, and have it read once more.

    The rows of the file are dropped, and with them what was decided about them. Raises `TooLateToAnswerError`.
    """
    owner = imported.owner
    imported = lock_import(owner=owner, import_id=imported.pk)
    file = ImportFile.objects.for_user(owner).get(pk=file.pk, imported=imported)
    file.owner = imported.owner = owner
    if not may_answer(imported=imported, file=file):
        raise TooLateToAnswerError
    if signature:
        ColumnMapping.objects.update_or_create(
            owner=owner, signature=signature, defaults={"columns": columns.as_json(), "program": columns.program}
        )
    file.mapping, file.signature, file.program = columns.as_json(), signature, columns.program
    file.save(update_fields=["mapping", "signature", "program"])
    restage_file(file=file)
    imported = lock_import(owner=owner, import_id=imported.pk)
    imported.state, imported.owner = Import.State.READING, owner
    imported.save(update_fields=["state"])
    enqueue_job(kind=READ, owner=owner, object_id=imported.pk)
    return imported
