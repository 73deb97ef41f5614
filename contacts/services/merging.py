"""Two people become one: the survivor has what both had, and the other one lies in the bin until it is final."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.models import User
from contacts.merging.fields import GROUPS
from contacts.merging.groups import chosen_values, to_json, usual_choice
from contacts.models import Contact, Merge
from contacts.services.combined_rows import combine_rows
from contacts.services.indexing import reindex_contacts
from contacts.services.merged_values import choose_custom_values
from contacts.services.moments import recompute_last_moments
from contacts.services.moving import Moved, move_rows, moving_belongings
from contacts.services.purging import schedule_purge


class NotMergeableError(ValueError):
    """These two cannot become one: they are one already, or one of them is in the bin."""


@transaction.atomic
def merge_contacts(
    *, survivor: Contact, absorbed: Contact, choices: Mapping[str, str], now: datetime, today: date
) -> Merge:
    """Make two people one and return what is needed to take that back (`undo_merge`).

    `choices` says for each group of fields whose value holds (`FieldGroup.key`, or `custom-<id of the field>`); for one
    left out the usual choice holds. Everything else moves to the survivor: a row that the survivor has already stays
    with the absorbed one (and may add to the survivor's), and so nothing is lost. Said twice, it is done once. Raises
    `NotMergeableError`.
    """
    owner = survivor.owner
    survivor, absorbed = _lock(owner, survivor.pk, absorbed.pk)
    if absorbed.merged_into_id == survivor.pk:
        return Merge.objects.for_user(owner).filter(survivor=survivor, absorbed=absorbed, undone_at=None).latest("id")
    if survivor.deleted_at or absorbed.deleted_at:
        raise NotMergeableError("in the bin")
    before, after = _choose_fields(survivor, absorbed, choices)
    custom_before, custom_after = choose_custom_values(survivor=survivor, absorbed=absorbed, choices=choices)
    rows_before, rows_after = combine_rows(
        owner=owner, belongings=moving_belongings(), survivor=survivor.pk, absorbed=absorbed.pk
    )
    merge = Merge.objects.create(
        owner=owner,
        survivor=survivor,
        absorbed=absorbed,
        before={**before, **custom_before, **rows_before},
        after={**after, **custom_after, **rows_after},
        moved=_move_all(owner, absorbed.pk, survivor.pk),
        created_at=now,
    )
    absorbed.deleted_at, absorbed.merged_into = now, survivor
    absorbed.save(update_fields=["deleted_at", "merged_into"])
    schedule_purge(owner=owner, deleted_at=now)
    bring_in_line(owner=owner, contact_ids=[survivor.pk, absorbed.pk], today=today)
    return merge


def bring_in_line(*, owner: User, contact_ids: list[UUID], today: date) -> None:
    """Let due dates and the search follow rows that have moved between these people.

    A moment is found by what it says itself, so it stays found wherever those who took part have moved.
    """
    recompute_last_moments(owner=owner, contact_ids=contact_ids, today=today)
    reindex_contacts(owner=owner, contact_ids=contact_ids)


def _lock(owner: User, survivor_id: UUID, absorbed_id: UUID) -> tuple[Contact, Contact]:
    """Return both as they are now, locked in one order, so that two tabs wait for each other."""
    if survivor_id == absorbed_id:
        raise NotMergeableError("the same person")
    both = Contact.objects.for_user(owner).filter(pk__in=[survivor_id, absorbed_id])
    locked = {contact.pk: contact for contact in both.order_by("pk").select_for_update()}
    if len(locked) < 2:
        raise NotMergeableError("gone")
    return locked[survivor_id], locked[absorbed_id]


def _choose_fields(
    survivor: Contact, absorbed: Contact, choices: Mapping[str, str]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Give the survivor what was chosen; return by group what it had and what it has."""
    before, after = {}, {}
    for group in GROUPS:
        had = group.values(survivor)
        choice = choices.get(group.key) or usual_choice(group, survivor, absorbed)
        has = chosen_values(group, survivor, absorbed, choice)
        if has != had:
            before[group.key], after[group.key] = to_json(had), to_json(has)
            for column, value in has.items():
                setattr(survivor, column, value)
    survivor.save(update_fields=[column for group in GROUPS for column in group.columns])
    return before, after


def _move_all(owner: User, source: UUID, target: UUID) -> Moved:
    moved: Moved = {}
    for belonging in moving_belongings():
        rows = move_rows(owner, belonging, source=source, target=target)
        if rows.orders:
            moved[belonging.model._meta.label] = {str(pk): order for pk, order in rows.orders.items()}
    return moved
