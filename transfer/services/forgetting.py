"""What imports keep only for a time: rows that can no longer be taken back, and files that nobody accepted."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from accounts.models import User
from transfer.models import Import, ImportRow
from transfer.queries.imports import KEPT_FOR
from transfer.services.imports import discard_import

KIND = "import-forget"
# So many imports are seen to in one transaction.
LIMIT = 20
State = Import.State


@transaction.atomic
def forget_next_imports(*, owner: User, now: datetime) -> bool:
    """Forget the rows of a few imports that came in 30 days ago, and a few that nobody accepted; return if any."""
    ids = list(past_undo(owner, now).values_list("pk", flat=True)[:LIMIT])
    rows = ImportRow.objects.for_user(owner).filter(imported_id__in=ids)
    rows._raw_delete(rows.db)
    waiting = list(unaccepted(owner, now)[:LIMIT])
    for imported in waiting:
        imported.owner = owner
        discard_import(imported=imported)
    return bool(ids or waiting)


def past_undo(owner: User, now: datetime) -> QuerySet[Import]:
    """Return imports that can no longer be taken back and still have rows, the oldest first."""
    rows = ImportRow.objects.for_user(owner).filter(imported=OuterRef("pk"))
    ended = Import.objects.for_user(owner).filter(Exists(rows), accepted_at__lt=now - KEPT_FOR)
    return ended.exclude(state__in=[State.ACCEPTING, State.UNDOING]).order_by("created_at")


def unaccepted(owner: User, now: datetime) -> QuerySet[Import]:
    """Return imports that were never accepted, the oldest first."""
    old = Import.objects.for_user(owner).filter(accepted_at=None, created_at__lt=now - KEPT_FOR)
    return old.exclude(state=State.READING).order_by("created_at")
