"""Two networks become one, and two again within 30 days; the absorbed one is out of sight until it is final."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from contacts.services.combined_rows import combine_rows
from contacts.services.making_one import Mergeable, NotMergeableError, choose_fields, lock_two, move_all
from contacts.services.moving import Pick
from contacts.services.purging import schedule_purge
from contacts.services.taking_apart import Apart, TooLateToUndoError, take_apart
from networks.models import Network, NetworkMerge, StageMove
from networks.services.network_rows import moving_rows
from networks.words.merging import GROUPS

__all__ = ["NETWORKS", "NotMergeableError", "TooLateToUndoError", "merge_networks", "undo_network_merge"]

NETWORKS = Mergeable(things=Network, merges=NetworkMerge, groups=GROUPS, belongings=moving_rows)


@transaction.atomic
def merge_networks(*, survivor: Network, absorbed: Network, choices: Mapping[str, str], now: datetime) -> NetworkMerge:
    """Make two networks one and return what is needed to take that back (`undo_network_merge`).

    `choices` says for each group of fields whose value holds (`FieldGroup.key`); for one left out the usual choice
    does. All else moves to the survivor. What it has already (the same person, a current membership) stays with the
    absorbed one, so nothing is lost. Said twice, it is done once. Raises `NotMergeableError`.
    """
    owner = survivor.owner
    survivor, absorbed = lock_two(NETWORKS, owner, survivor.pk, absorbed.pk)
    if absorbed.merged_into_id == survivor.pk:
        merges = NetworkMerge.objects.for_user(owner).filter(survivor=survivor, absorbed=absorbed, undone_at=None)
        return merges.latest("id")
    if survivor.deleted_at or absorbed.deleted_at:
        raise NotMergeableError("in the bin")
    before, after = choose_fields(NETWORKS, survivor, absorbed, choices)
    rows_before, rows_after = combine_rows(
        owner=owner, belongings=moving_rows(), survivor=survivor.pk, absorbed=absorbed.pk
    )
    history = _history(survivor, absorbed, is_taken_over="stage" in after)
    merge = NetworkMerge.objects.create(
        owner=owner,
        survivor=survivor,
        absorbed=absorbed,
        before={**before, **rows_before},
        after={**after, **rows_after},
        moved=move_all(NETWORKS, owner, absorbed.pk, survivor.pk, picks={StageMove: history}),
        created_at=now,
    )
    absorbed.deleted_at, absorbed.merged_into = now, survivor
    absorbed.save(update_fields=["deleted_at", "merged_into"])
    schedule_purge(owner=owner, deleted_at=now)
    return merge


def _history(survivor: Network, absorbed: Network, *, is_taken_over: bool) -> Pick:
    """Return the moves of the absorbed network up to the stage that holds now: the last one is always that stage's."""
    last = {"moved_on__lte" if is_taken_over else "moved_on__lt": survivor.staged_on}
    moves = StageMove.objects.for_user(survivor.owner).filter(network=absorbed, **last)
    return Pick(ids=set(moves.values_list("pk", flat=True)))


@transaction.atomic
def undo_network_merge(*, merge: NetworkMerge, now: datetime) -> Apart:
    """Bring the absorbed network back with what it had, and the survivor's own fields unless edited since.

    What was added meanwhile stays with the survivor. Done twice, it is done once. Raises `TooLateToUndoError`.
    """
    return take_apart(NETWORKS, owner=merge.owner, merge_id=merge.pk, now=now)
