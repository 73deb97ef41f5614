"""What follows from rows that came in: newest moments, the words of the search, the end of what lies in the bin."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models.functions import TruncDate

from accounts.models import User
from contacts.models import BinnedTag, Contact, Exchange, Merge, Moment, Organisation, SavedView
from contacts.services.duplicates import ask_for_duplicates
from contacts.services.indexing import reindex_contacts, reindex_moments, reindex_organisations
from contacts.services.moments import recompute_last_moments
from contacts.services.purging import schedule_purge
from networks.models import Event, GivingIdea, Network

BATCH = 500
# After every id in this order the next stage begins.
STAGES: tuple[tuple[str, Any], ...] = (("organisations", Organisation), ("contacts", Contact), ("moments", Moment))
_BINNED: tuple[tuple[Any, str], ...] = (
    (Contact, "deleted_at"), (Moment, "deleted_at"), (Exchange, "deleted_at"), (SavedView, "deleted_at"),
    (BinnedTag, "deleted_at"), (Network, "deleted_at"), (Event, "deleted_at"), (GivingIdea, "deleted_at"),
    (Merge, "created_at"),
)  # fmt: skip


def derive_next(*, owner: User, stage: str, after: UUID, today: date) -> UUID | None:
    """Write what follows from the next rows of a stage, by id; return where it has come to, None at the end."""
    model = dict(STAGES)[stage]
    ids: list[UUID] = list(
        model.objects.for_user(owner).filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)[:BATCH]
    )
    if not ids:
        return None
    _DERIVE[stage](owner, ids, today)
    return ids[-1]


def finish(*, owner: User, now: datetime) -> None:
    """Let pairs be looked for, and let the bin be emptied when its time has come."""
    days: dict[date, datetime] = {}
    for model, column in _BINNED:
        rows = model.objects.for_user(owner).exclude(**{column: None}).annotate(day=TruncDate(column))
        for day, at in rows.order_by("day", column).values_list("day", column).distinct("day"):
            days.setdefault(day, at)
    for at in days.values():
        schedule_purge(owner=owner, deleted_at=at)
    ask_for_duplicates(owner=owner, now=now)


def _organisations(owner: User, ids: list[UUID], _today: date) -> None:
    reindex_organisations(owner=owner, organisation_ids=ids)


def _contacts(owner: User, ids: list[UUID], today: date) -> None:
    recompute_last_moments(owner=owner, contact_ids=ids, today=today)
    reindex_contacts(owner=owner, contact_ids=ids)


def _moments(owner: User, ids: list[UUID], _today: date) -> None:
    reindex_moments(owner=owner, moment_ids=ids)


_DERIVE: dict[str, Callable[[User, list[UUID], date], None]] = {
    "organisations": _organisations,
    "contacts": _contacts,
    "moments": _moments,
}
