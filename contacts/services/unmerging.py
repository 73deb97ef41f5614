"""One person becomes two again, for 30 days after a merge and in any order of several merges."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from accounts.models import User
from contacts.merging.fields import GROUP_BY_KEY
from contacts.merging.groups import from_json, to_json
from contacts.models import Contact, Merge
from contacts.rules.undoing import KEPT_FOR
from contacts.services.combined_rows import put_rows_back
from contacts.services.merged_values import put_custom_values_back
from contacts.services.merging import bring_in_line
from contacts.services.moving import Pick, move_rows, moving_belongings


class TooLateToUndoError(ValueError):
    """A merge can be undone for 30 days, as long as the absorbed person is there."""


@dataclass(slots=True)
class Undone:
    """What undoing a merge could not put back, because the user edited it since: keys of groups of fields."""

    merge: Merge
    edited: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Gone:
    """What has left the survivor: ids and what the rows said, by model."""

    ids: dict[str, list[UUID]] = field(default_factory=lambda: defaultdict(list))
    keys: dict[str, set[Hashable]] = field(default_factory=lambda: defaultdict(set))


@transaction.atomic
def undo_merge(*, merge: Merge, now: datetime, today: date) -> Undone:
    """Bring the absorbed person back with what it had, and the survivor's own fields unless edited since.

    Rows go back if the survivor still has them, or whoever absorbed the survivor since. What was added meanwhile stays
    where it is. Done twice, it is done once. Raises `TooLateToUndoError`.
    """
    owner = merge.owner
    merge, holders, absorbed = _lock(owner, merge.pk)
    if merge.undone_at:
        return Undone(merge)
    if absorbed is None or now - merge.created_at > KEPT_FOR:
        raise TooLateToUndoError(str(merge.pk))
    gone = _move_back(owner, merge, [holder.pk for holder in holders])
    edited = _put_fields_back(holders[0], merge) + _put_custom_values_back(holders, merge)
    _put_rows_back(holders, merge)
    absorbed.deleted_at = absorbed.merged_into = None
    absorbed.save(update_fields=["deleted_at", "merged_into"])
    merge.undone_at = now
    merge.save(update_fields=["undone_at"])
    _let_others_fill_the_gaps(owner, holders, gone, absorbed.pk)
    bring_in_line(owner=owner, contact_ids=[absorbed.pk, *(holder.pk for holder in holders)], today=today)
    return Undone(merge, edited)


def _lock(owner: User, merge_id: UUID) -> tuple[Merge, list[Contact], Contact | None]:
    """Return the merge, the survivor and whoever absorbed it since, and the absorbed; all locked."""
    ids = _holder_ids(owner, merge_id)
    absorbed_id = Merge.objects.for_user(owner).values_list("absorbed_id", flat=True).get(pk=merge_id)
    people = Contact.objects.for_user(owner).filter(pk__in=[*ids, absorbed_id])
    locked = {contact.pk: contact for contact in people.order_by("pk").select_for_update()}
    merge = Merge.objects.for_user(owner).select_for_update().get(pk=merge_id)
    return merge, [locked[pk] for pk in ids], locked.get(absorbed_id)


def _holder_ids(owner: User, merge_id: UUID) -> list[UUID]:
    next_id = Merge.objects.for_user(owner).values_list("survivor_id", flat=True).get(pk=merge_id)
    ids: list[UUID] = []
    while next_id and next_id not in ids:
        ids.append(next_id)
        next_id = Contact.objects.for_user(owner).values_list("merged_into_id", flat=True).get(pk=next_id)
    return ids


def _move_back(owner: User, merge: Merge, holder_ids: Iterable[UUID]) -> _Gone:
    gone = _Gone()
    for belonging in moving_belongings():
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


def _put_fields_back(survivor: Contact, merge: Merge) -> list[str]:
    """Give the survivor back what it had; return the groups that were edited since."""
    edited, columns = [], []
    for key, after in merge.after.items():
        group = GROUP_BY_KEY.get(key)
        if group is None:
            continue
        if to_json(group.values(survivor)) == after:
            for column, value in from_json(Contact, merge.before[key]).items():
                setattr(survivor, column, value)
                columns.append(column)
        elif not _correct_later_merge(merge, key, [survivor]) and to_json(group.values(survivor)) != merge.before[key]:
            edited.append(key)
    survivor.save(update_fields=columns)
    return edited


def _put_custom_values_back(holders: Collection[Contact], merge: Merge) -> list[str]:
    """Undo the choices in fields of the user's own; return the fields that were edited since."""
    differing = put_custom_values_back(holders=holders, before=merge.before, after=merge.after)
    return [key for key in differing if not _correct_later_merge(merge, key, holders)]


def _put_rows_back(holders: Collection[Contact], merge: Merge) -> None:
    """Undo what rows of the survivor took over; one that was edited since says what the user wants, and stays."""
    belongings = moving_belongings()
    for key in put_rows_back(owner=merge.owner, belongings=belongings, before=merge.before, after=merge.after):
        _correct_later_merge(merge, key, holders)


def _correct_later_merge(merge: Merge, key: str, holders: Collection[Contact]) -> bool:
    """Let a later merge, whose choice holds now, put back what was there before this one; return whether there is one.

    So the order in which merges are undone does not matter.
    """
    later = Merge.objects.for_user(merge.owner).filter(survivor__in=holders, undone_at=None)
    for other in later.filter(created_at__gte=merge.created_at).exclude(pk=merge.pk).order_by("created_at", "id"):
        if other.before.get(key) == merge.after[key]:
            other.before[key] = merge.before[key]
            other.save(update_fields=["before"])
            return True
    return False


def _let_others_fill_the_gaps(owner: User, holders: Collection[Contact], gone: _Gone, returned: UUID) -> None:
    """Move what others who are still absorbed had as well, and the survivor now lacks.

    And what tied them to the one who has returned.
    """
    for holder in holders:
        standing = Merge.objects.for_user(owner).filter(survivor=holder, undone_at=None).order_by("created_at", "id")
        for merge in standing:
            _fill_gaps(owner, merge, gone, returned)


def _fill_gaps(owner: User, merge: Merge, gone: _Gone, returned: UUID) -> None:
    is_more = False
    for belonging in moving_belongings():
        label = belonging.model._meta.label
        naming = returned if len(belonging.fields) > 1 else None
        pick = Pick(ids=gone.ids[label], keys=gone.keys[label], naming=naming)
        if pick.ids or naming:
            rows = move_rows(owner, belonging, source=merge.absorbed_id, target=merge.survivor_id, pick=pick)
            merge.moved.setdefault(label, {}).update({str(pk): order for pk, order in rows.orders.items()})
            is_more |= bool(rows.orders)
    if is_more:
        merge.save(update_fields=["moved"])
