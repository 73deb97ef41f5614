"""One date of a meeting: called off, moved for once, noted about, settled."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from networks.models import Event, Occurrence


def noted_occurrence(*, event: Event, planned_on: date) -> Occurrence:
    """Return the row of a date, made where there is none; two tabs meet at the unique rule."""
    found, _is_new = Occurrence.objects.get_or_create(owner=event.owner, event=event, planned_on=planned_on)
    return found


@transaction.atomic
def change_occurrence(*, event: Event, planned_on: date, moved_to: date | None, note: str) -> Occurrence:
    """Say that a date is on another day for once, or not any more, and note something about it."""
    occurrence = noted_occurrence(event=event, planned_on=planned_on)
    occurrence.moved_to = moved_to if moved_to != planned_on else None
    occurrence.note = note
    occurrence.save(update_fields=["moved_to", "note"])
    return occurrence


@transaction.atomic
def call_off(*, event: Event, planned_on: date, is_called_off: bool = True) -> Occurrence:
    """Say that a date is called off, or that it takes place after all."""
    occurrence = noted_occurrence(event=event, planned_on=planned_on)
    occurrence.is_called_off = is_called_off
    occurrence.save(update_fields=["is_called_off"])
    return occurrence


@transaction.atomic
def settle_occurrence(*, event: Event, planned_on: date, now: datetime | None) -> Occurrence:
    """Say that nobody needs to ask about a date any more: the user was not there. None opens it again."""
    occurrence = noted_occurrence(event=event, planned_on=planned_on)
    occurrence.settled_at = now
    occurrence.save(update_fields=["settled_at"])
    return occurrence
