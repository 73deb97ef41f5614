"""The bin: brought back from it, and emptied before its time."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from accounts.models import User
from contacts.models import Moment, Participation
from contacts.queries.bin import count_bin
from contacts.services.indexing import reindex_moments
from contacts.services.moments import recompute_last_moments
from contacts.services.purging import EMPTY, purge_batch
from netzwerk.core.bin import bin_kinds
from netzwerk.core.jobs import enqueue_job

# Up to so many rows a request deletes for good; more are for a worker.
LARGE = 500


@transaction.atomic
def restore_from_bin(*, owner: User, chosen: Mapping[str, Collection[UUID]], today: date) -> int:
    """Bring things back as they were; return how many were there.

    `chosen` has ids by `BinKind.key`. Whatever was merged comes back by undoing the merge.
    """
    return sum(kind.restore(owner=owner, ids=ids, today=today) for kind in bin_kinds if (ids := chosen.get(kind.key)))


def restore_moments(*, owner: User, found: QuerySet[Moment], today: date) -> int:
    """Bring these moments back, with due dates and search in line; return how many there were."""
    met = list(found.order_by("pk").select_for_update().values_list("pk", flat=True))
    if met:
        Moment.objects.for_user(owner).filter(pk__in=met).update(deleted_at=None)
        took_part = Participation.objects.for_user(owner).filter(moment_id__in=met)
        affected = set(took_part.values_list("contact_id", flat=True))
        recompute_last_moments(owner=owner, contact_ids=affected, today=today)
        reindex_moments(owner=owner, moment_ids=met)
    return len(met)


@transaction.atomic
def empty_bin(*, owner: User, now: datetime) -> bool:
    """Delete for good all that lies in the bin by now; return whether a worker has to do it, because it is much."""
    if count_bin(owner) > LARGE:
        enqueue_job(kind=EMPTY, owner=owner)
        return True
    while purge_batch(owner=owner, before=now, with_merged=False):
        pass
    return False
