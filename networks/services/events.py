"""Meetings: entered, changed, put into the bin and brought back."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime, time

from django.db import transaction

from contacts.services.purging import schedule_purge
from networks.models import Event, Network, Occurrence
from networks.queries.events import schedule_of
from networks.rules.occurrences import is_on, nearest


@dataclass(frozen=True, slots=True, kw_only=True)
class EventDetails:
    """A meeting in words: what, when (on the clock of the place), how long, where, and how it comes again."""

    title: str
    starts_on: date
    starts_at: time | None = None
    minutes: int | None = None
    place: str = ""
    url: str = ""
    repeats: str = ""
    repeats_until: date | None = None
    note: str = ""


@transaction.atomic
def create_event(*, network: Network, details: EventDetails) -> Event:
    """Return a new meeting of a network."""
    return Event.objects.create(owner=network.owner, network=network, **asdict(details))


@transaction.atomic
def change_event(*, event: Event, details: EventDetails, today: date) -> Event:
    """Replace what is known about a meeting.

    What was noted about a date ahead goes along to the nearest new date, where that has no notes of its own; what was
    noted about past dates stays where it is.
    """
    columns = asdict(details)
    for name, value in columns.items():
        setattr(event, name, value)
    event.save(update_fields=list(columns))
    _take_notes_along(event, today)
    return event


@transaction.atomic
def delete_event(*, event: Event, now: datetime) -> Event:
    """Put a meeting into the bin with all its dates; the moments there stay."""
    event.deleted_at = event.deleted_at or now
    event.save(update_fields=["deleted_at"])
    schedule_purge(owner=event.owner, deleted_at=event.deleted_at)
    return event


@transaction.atomic
def restore_event(*, event: Event) -> Event:
    """Bring a meeting back as it was."""
    event.deleted_at = None
    event.save(update_fields=["deleted_at"])
    return event


def _take_notes_along(event: Event, today: date) -> None:
    schedule, rows = schedule_of(event), Occurrence.objects.for_user(event.owner).filter(event=event)
    taken = set(rows.values_list("planned_on", flat=True))
    ahead = rows.filter(planned_on__gte=today, settled_at=None).order_by("planned_on")
    for row in ahead:
        day = row.planned_on if is_on(schedule, row.planned_on) else nearest(schedule, row.planned_on)
        if day is None or day < today or day in taken:
            continue
        taken.add(day)
        row.planned_on = day
        row.save(update_fields=["planned_on"])
