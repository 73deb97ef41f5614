"""Notes and progress in the log of a goal: added, corrected, deleted."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from goals.models import Goal, LogEntry
from goals.services.locking import lock_goal


@transaction.atomic
def add_log_entry(*, goal: Goal, happened_on: date, text: str = "", number: int | None = None) -> LogEntry:
    """Note how far a goal has come (`number`, in the unit of its sign of success), or else a note, which wants a text.

    The same of the same day is noted once, however often it is sent.
    """
    lock_goal(goal)
    kind = LogEntry.Kind.NOTE if number is None else LogEntry.Kind.PROGRESS
    said = {"goal": goal, "kind": kind, "happened_on": happened_on, "text": text, "number": number}
    same = LogEntry.objects.for_user(goal.owner).filter(**said).first()
    return same or LogEntry.objects.create(owner=goal.owner, **said)


def correct_log_entry(*, entry: LogEntry, happened_on: date, text: str = "", number: int | None = None) -> LogEntry:
    """Correct a note or a progress; which of the two it is stays."""
    entry.happened_on, entry.text, entry.number = happened_on, text, number
    entry.save(update_fields=["happened_on", "text", "number"])
    return entry


def delete_log_entry(*, entry: LogEntry) -> None:
    """Delete a note or a progress; `add_log_entry` with the same brings it back."""
    LogEntry.objects.filter(owner_id=entry.owner_id, pk=entry.pk).delete()
