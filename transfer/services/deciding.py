"""What the user decides about the rows of an import before it comes in."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction
from django.db.models import F

from transfer.models import Import, ImportRow

Finding, Decision = ImportRow.Finding, ImportRow.Decision
# What can be said about a row, by what was found.
CHOICES: dict[str, frozenset[str]] = {
    Finding.NEW: frozenset({Decision.USUAL, Decision.SKIP}),
    Finding.FILLS: frozenset({Decision.USUAL, Decision.SKIP, Decision.AS_NEW}),
    Finding.DIFFERS: frozenset({Decision.USUAL, Decision.SKIP, Decision.AS_NEW}),
    Finding.KNOWN: frozenset({Decision.USUAL, Decision.AS_NEW}),
    Finding.BROKEN: frozenset(),
}


class NotReadyError(Exception):
    """The import is not waiting to be looked at: it is read, comes in, or is over."""


class CannotDecideError(ValueError):
    """This cannot be said about a row of this kind."""


@transaction.atomic
def decide_row(*, row: ImportRow, decision: str) -> ImportRow:
    """Leave a row out, take it in after all, or bring somebody in as new although they seem to be known.

    Said twice, it is done once. Raises NotReadyError and CannotDecideError.
    """
    _lock_ready(row.imported)
    if decision not in CHOICES[row.finding] or (decision == Decision.AS_NEW and not is_person(row)):
        raise CannotDecideError(decision)
    row.decision = decision
    row.save(update_fields=["decision"])
    return row


@transaction.atomic
def choose_fields(*, row: ImportRow, fields: Collection[str]) -> ImportRow:
    """Take the file's word for these fields of somebody known; for the others what was known stays.

    Raises NotReadyError. What does not differ is passed over.
    """
    _lock_ready(row.imported)
    row.chosen = [field for field in row.differing if field in fields]
    row.save(update_fields=["chosen"])
    return row


@transaction.atomic
def decide_all(*, imported: Import, finding: str, decision: str = "", takes_file: bool | None = None) -> int:
    """Say the same about every row of one finding, in one query; return how many they are.

    With `takes_file` the word of the file (True) or what was known (False) holds in each field that differs.
    Raises NotReadyError and CannotDecideError.
    """
    _lock_ready(imported)
    if decision not in CHOICES.get(finding, frozenset()):
        raise CannotDecideError(decision)
    rows = ImportRow.objects.for_user(imported.owner).filter(
        imported=imported, finding=finding, subject=ImportRow.Subject.PERSON
    )
    if takes_file is None:
        return rows.update(decision=decision)
    return rows.update(decision=decision, chosen=F("differing") if takes_file else [])


def is_person(row: ImportRow) -> bool:
    """Whether a row describes a person."""
    return row.subject == ImportRow.Subject.PERSON


def _lock_ready(imported: Import) -> None:
    """Keep the import as it is until the transaction ends; raises NotReadyError when it does not wait for the user."""
    found = Import.objects.for_user(imported.owner).filter(pk=imported.pk).select_for_update()
    if found.values_list("state", flat=True).first() != Import.State.READY:
        raise NotReadyError(imported.pk)
