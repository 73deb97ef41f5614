"""Looking for people who are entered twice."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from accounts.models import User
from contacts.models import DuplicatePair, DuplicateSearch
from contacts.queries.duplicates import declined_pairs, entries_of
from contacts.rules.pairing import find_pairs
from netzwerk.core.jobs import enqueue_job

KIND = "find_duplicates"
# A search that has not ended by then has been lost, and another may begin.
LOST_AFTER = timedelta(minutes=15)


@transaction.atomic
def ask_for_duplicates(*, owner: User, now: datetime) -> DuplicateSearch:
    """Let a worker compare everybody; asked again while it does, nothing more happens."""
    User.objects.select_for_update().get(pk=owner.pk)
    search = DuplicateSearch.objects.for_user(owner).first() or DuplicateSearch(owner=owner, asked_at=now)
    is_under_way = not search._state.adding and search.finished_at is None and now - search.asked_at < LOST_AFTER
    if is_under_way:
        return search
    search.asked_at, search.finished_at = now, None
    search.save()
    enqueue_job(kind=KIND, owner=owner)
    return search


@transaction.atomic
def find_duplicates(*, owner: User, now: datetime) -> DuplicateSearch:
    """Compare the owner's people and keep the pairs that are likely one person, in place of those found before.

    Takes about a second for 10,000 people, so a worker does it. Pairs found again keep their row.
    """
    search, _is_new = (
        DuplicateSearch.objects.for_user(owner)
        .select_for_update()
        .get_or_create(owner=owner, defaults={"asked_at": now})
    )
    found = find_pairs(entries_of(owner))
    declined = declined_pairs(owner)
    scores = {(pair.first, pair.second): pair.score for pair in found.pairs}
    known = {(pair.first_id, pair.second_id): pair for pair in DuplicatePair.objects.for_user(owner)}
    gone = [pair.pk for ends, pair in known.items() if ends not in scores and ends not in declined]
    DuplicatePair.objects.for_user(owner).filter(pk__in=gone).delete()
    changed = [pair for ends, pair in known.items() if scores.get(ends, pair.score) != pair.score]
    for pair in changed:
        pair.score = scores[pair.first_id, pair.second_id]
    DuplicatePair.objects.bulk_update(changed, ["score"], batch_size=500)
    DuplicatePair.objects.bulk_create(
        (
            DuplicatePair(owner=owner, first_id=first, second_id=second, score=score)
            for (first, second), score in scores.items()
            if (first, second) not in known
        ),
        ignore_conflicts=True,
    )
    search.finished_at, search.is_cut = now, found.is_cut
    search.left_out = [{"kind": kind, "value": value[:200], "count": count} for kind, value, count in found.left_out]
    search.save(update_fields=["finished_at", "is_cut", "left_out"])
    return search
