"""Two people become one: the survivor has what both had, and the other one lies in the bin until it is final."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from accounts.models import User
from contacts.merging.fields import GROUPS
from contacts.models import Contact, Merge
from contacts.services.combined_rows import combine_rows
from contacts.services.indexing import reindex_contacts
from contacts.services.making_one import Mergeable, NotMergeableError, choose_fields, lock_two, move_all
from contacts.services.moments import recompute_last_moments
from contacts.services.moving import moving_belongings
from contacts.services.purging import schedule_purge

__all__ = ["PEOPLE", "NotMergeableError", "bring_in_line", "merge_contacts"]

PEOPLE = Mergeable(things=Contact, merges=Merge, groups=GROUPS, belongings=moving_belongings)


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
    survivor, absorbed = lock_two(PEOPLE, owner, survivor.pk, absorbed.pk)
    if absorbed.merged_into_id == survivor.pk:
        return Merge.objects.for_user(owner).filter(survivor=survivor, absorbed=absorbed, undone_at=None).latest("id")
    if survivor.deleted_at or absorbed.deleted_at:
        raise NotMergeableError("in the bin")
    before, after = choose_fields(PEOPLE, survivor, absorbed, choices)
    rows_before, rows_after = combine_rows(
        owner=owner, belongings=moving_belongings(), survivor=survivor.pk, absorbed=absorbed.pk, choices=choices
    )
    merge = Merge.objects.create(
        owner=owner,
        survivor=survivor,
        absorbed=absorbed,
        before={**before, **rows_before},
        after={**after, **rows_after},
        moved=move_all(PEOPLE, owner, absorbed.pk, survivor.pk),
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
