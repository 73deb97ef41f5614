"""One thing becomes two again, for 30 days after a merge and in any order of several merges."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from accounts.models import User
from contacts.rules.undoing import KEPT_FOR
from contacts.services.chosen_fields import put_fields_back
from contacts.services.combined_rows import put_rows_back
from contacts.services.layers import Standing
from contacts.services.making_one import Mergeable
from contacts.services.moving_back import Leaving, let_others_fill_the_gaps, move_back


class TooLateToUndoError(ValueError):
    """A merge can be undone for 30 days, as long as the absorbed one is there."""


@dataclass(slots=True)
class Apart:
    """A merge that was undone: the survivor and whoever absorbed it since, and the one that is back.

    `edited` are keys of choices that could not be taken back, because the user edited since what was chosen.
    """

    merge: Any
    holders: list[Any] = field(default_factory=list)
    returned: Any = None
    edited: list[str] = field(default_factory=list)


def take_apart(kind: Mergeable, *, owner: User, merge_id: UUID, now: datetime) -> Apart:
    """Bring the absorbed one back with what it had, and the survivor's own fields unless edited since.

    Rows go back if the survivor still has them, or whoever absorbed the survivor since. What was added meanwhile stays
    where it is. What other merges did stays done, as if this one had never been. Done twice, it is done once: then
    nothing is returned. Raises `TooLateToUndoError`.
    """
    merge, holders, absorbed = _lock(kind, owner, merge_id)
    if merge.undone_at:
        return Apart(merge)
    if absorbed is None or now - merge.created_at > KEPT_FOR:
        raise TooLateToUndoError(str(merge.pk))
    standing = _standing(kind, owner, merge, holders)
    leaving = Leaving(kind, owner, merge, standing)
    move_back(leaving, [holder.pk for holder in holders])
    edited = put_fields_back(kind, owner, merge, standing)
    edited += put_rows_back(owner, kind.belongings(), merge, standing)
    absorbed.deleted_at = absorbed.merged_into = None
    absorbed.save(update_fields=["deleted_at", "merged_into"])
    merge.undone_at = now
    merge.save(update_fields=["undone_at"])
    let_others_fill_the_gaps(leaving, [holder.pk for holder in holders])
    return Apart(merge, holders, absorbed, list(dict.fromkeys([*edited, *leaving.edited])))


def _standing(kind: Mergeable, owner: User, merge: Any, holders: list[Any]) -> Standing:
    merges = kind.of(kind.merges, owner).filter(survivor__in=holders, undone_at=None).exclude(pk=merge.pk)
    return Standing(list(merges.order_by("created_at", "id")))


def _lock(kind: Mergeable, owner: User, merge_id: UUID) -> tuple[Any, list[Any], Any]:
    """Return the merge, the survivor and whoever absorbed it since, and the absorbed; all locked."""
    merges = kind.of(kind.merges, owner)
    survivor_id, absorbed_id = merges.values_list("survivor_id", "absorbed_id").get(pk=merge_id)
    ids = _holder_ids(kind, owner, survivor_id)
    things = kind.of(kind.things, owner).filter(pk__in=[*ids, absorbed_id])
    locked = {thing.pk: thing for thing in things.order_by("pk").select_for_update()}
    merge = merges.select_for_update().get(pk=merge_id)
    return merge, [locked[pk] for pk in ids], locked.get(absorbed_id)


def _holder_ids(kind: Mergeable, owner: User, survivor_id: UUID) -> list[UUID]:
    ids: list[UUID] = []
    next_id: UUID | None = survivor_id
    while next_id and next_id not in ids:
        ids.append(next_id)
        next_id = kind.of(kind.things, owner).values_list("merged_into_id", flat=True).get(pk=next_id)
    return ids
