"""One thing becomes two again, for 30 days after a merge and in any order of several merges."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from accounts.models import User
from contacts.merging.groups import from_json, to_json
from contacts.rules.undoing import KEPT_FOR
from contacts.services.combined_rows import put_rows_back
from contacts.services.making_one import Mergeable
from contacts.services.moving import Pick, move_rows


class TooLateToUndoError(ValueError):
    """A merge can be undone for 30 days, as long as the absorbed one is there."""


@dataclass(slots=True)
class Apart:
    """A merge that was undone: the survivor and whoever absorbed it since, and the one that is back.

    `edited` are keys of groups of fields that could not be put back, because the user edited them since.
    """

    merge: Any
    holders: list[Any] = field(default_factory=list)
    returned: Any = None
    edited: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Gone:
    """What has left the survivor: ids and what the rows said, by model."""

    ids: dict[str, list[UUID]] = field(default_factory=lambda: defaultdict(list))
    keys: dict[str, set[Hashable]] = field(default_factory=lambda: defaultdict(set))


def take_apart(
    kind: Mergeable,
    *,
    owner: User,
    merge_id: UUID,
    now: datetime,
    also: Callable[[Collection[Any], Any], list[str]] | None = None,
) -> Apart:
    """Bring the absorbed one back with what it had, and the survivor's own fields unless edited since.

    Rows go back if the survivor still has them, or whoever absorbed the survivor since. What was added meanwhile stays
    where it is. `also` puts back what only this kind has. Done twice, it is done once: then nothing is returned.
    Raises `TooLateToUndoError`.
    """
    merge, holders, absorbed = _lock(kind, owner, merge_id)
    if merge.undone_at:
        return Apart(merge)
    if absorbed is None or now - merge.created_at > KEPT_FOR:
        raise TooLateToUndoError(str(merge.pk))
    gone = _move_back(kind, owner, merge, [holder.pk for holder in holders])
    edited = _put_fields_back(kind, holders[0], merge) + (also(holders, merge) if also else [])
    _put_rows_back(kind, owner, holders, merge)
    absorbed.deleted_at = absorbed.merged_into = None
    absorbed.save(update_fields=["deleted_at", "merged_into"])
    merge.undone_at = now
    merge.save(update_fields=["undone_at"])
    _let_others_fill_the_gaps(kind, owner, holders, gone, absorbed.pk)
    return Apart(merge, holders, absorbed, edited)


def correct_later_merge(merge: Any, key: str, holders: Collection[Any]) -> bool:
    """Let a later merge, whose choice holds now, put back what was there before this one; return whether there is one.

    So the order in which merges are undone does not matter.
    """
    later = type(merge)._default_manager.filter(owner_id=merge.owner_id, survivor__in=holders, undone_at=None)
    for other in later.filter(created_at__gte=merge.created_at).exclude(pk=merge.pk).order_by("created_at", "id"):
        if other.before.get(key) == merge.after[key]:
            other.before[key] = merge.before[key]
            other.save(update_fields=["before"])
            return True
    return False


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


def _move_back(kind: Mergeable, owner: User, merge: Any, holder_ids: Iterable[UUID]) -> _Gone:
    gone = _Gone()
    for belonging in kind.belongings():
        label = belonging.model._meta.label
        orders = merge.moved.get(label, {})
        remaining = {UUID(pk) for pk in orders}
        for holder in holder_ids:
            if not remaining:
                break
            pick = Pick(ids=remaining)
            rows = move_rows(owner, belonging, source=holder, target=merge.absorbed_id, pick=pick, orders=orders)
            remaining -= rows.met
            gone.ids[label] += rows.orders
            gone.keys[label] |= rows.old_keys
    return gone


def _put_fields_back(kind: Mergeable, survivor: Any, merge: Any) -> list[str]:
    """Give the survivor back what it had; return the groups that were edited since."""
    edited: list[str] = []
    columns: list[str] = []
    for group in kind.groups:
        key = group.key
        if key not in merge.after:
            continue
        holds = to_json(group.values(survivor))
        if holds == merge.after[key]:
            for column, value in from_json(kind.things, merge.before[key]).items():
                setattr(survivor, column, value)
                columns.append(column)
        elif not correct_later_merge(merge, key, [survivor]) and holds != merge.before[key]:
            edited.append(key)
    survivor.save(update_fields=columns)
    return edited


def _put_rows_back(kind: Mergeable, owner: User, holders: Collection[Any], merge: Any) -> None:
    """Undo what rows of the survivor took over; one that was edited since says what the user wants, and stays."""
    for key in put_rows_back(owner=owner, belongings=kind.belongings(), before=merge.before, after=merge.after):
        correct_later_merge(merge, key, holders)


def _let_others_fill_the_gaps(
    kind: Mergeable, owner: User, holders: Collection[Any], gone: _Gone, returned: UUID
) -> None:
    """Move what others who are still absorbed had as well, and the survivor now lacks.

    And what tied them to the one who has returned.
    """
    for holder in holders:
        standing = kind.of(kind.merges, owner).filter(survivor=holder, undone_at=None)
        for merge in standing.order_by("created_at", "id"):
            _fill_gaps(kind, owner, merge, gone, returned)


def _fill_gaps(kind: Mergeable, owner: User, merge: Any, gone: _Gone, returned: UUID) -> None:
    is_more = False
    for belonging in kind.belongings():
        label = belonging.model._meta.label
        naming = returned if len(belonging.fields) > 1 else None
        pick = Pick(ids=gone.ids[label], keys=gone.keys[label], naming=naming)
        if pick.ids or naming:
            rows = move_rows(owner, belonging, source=merge.absorbed_id, target=merge.survivor_id, pick=pick)
            merge.moved.setdefault(label, {}).update({str(pk): order for pk, order in rows.orders.items()})
            is_more |= bool(rows.orders)
    if is_more:
        merge.save(update_fields=["moved"])
