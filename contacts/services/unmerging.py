"""One person becomes two again, for 30 days after a merge and in any order of several merges."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction

from contacts.models import Merge
from contacts.services.merging import PEOPLE, bring_in_line
from contacts.services.taking_apart import TooLateToUndoError, take_apart

__all__ = ["TooLateToUndoError", "Undone", "undo_merge"]


@dataclass(slots=True)
class Undone:
    """What undoing a merge could not put back, because the user edited it since: keys of groups of fields."""

    merge: Merge
    edited: list[str] = field(default_factory=list)


@transaction.atomic
def undo_merge(*, merge: Merge, now: datetime, today: date) -> Undone:
    """Bring the absorbed person back with what it had, and the survivor's own fields unless edited since.

    Rows go back if the survivor still has them, or whoever absorbed the survivor since. What was added meanwhile stays
    where it is. Done twice, it is done once. Raises `TooLateToUndoError`.
    """
    owner = merge.owner
    apart = take_apart(PEOPLE, owner=owner, merge_id=merge.pk, now=now)
    if apart.returned:
        concerned = [apart.returned.pk, *(holder.pk for holder in apart.holders)]
        bring_in_line(owner=owner, contact_ids=concerned, today=today)
    return Undone(apart.merge, apart.edited)
