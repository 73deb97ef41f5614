"""The dates of meetings: those that their rule gives, and what was noted about single ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from functools import partial
from heapq import merge
from itertools import islice
from typing import Any
from uuid import UUID

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from accounts.models import User
from contacts.queries.nameable import not_in_bin
from networks.models import PAST_STAGES, Event, EventQuerySet, Network, Occurrence, WantedPerson
from networks.rules.occurrences import Schedule, dates_back_from, dates_between, is_on
from netzwerk.core.keyset import behind

# So long the user is asked whom they met at a meeting.
ASKED_FOR_DAYS = 14

Place = tuple[date, UUID, date]


@dataclass(frozen=True, slots=True)
class Meeting:
    """One date of an event. `planned_on` is the day that the rule gave it, and its address.

    `occurrence` is what was noted about it, if anything; `wanted` is how many people the user wants to meet there.
    """

    event: Event
    planned_on: date
    occurrence: Occurrence | None = None
    wanted: int = 0

    @property
    def on(self) -> date:
        """The day on which it is."""
        return (self.occurrence and self.occurrence.moved_to) or self.planned_on

    @property
    def is_called_off(self) -> bool:
        """Whether it is called off."""
        return self.occurrence is not None and self.occurrence.is_called_off

    @property
    def is_settled(self) -> bool:
        """Whether the user said whom they met, or that they were not there."""
        return self.occurrence is not None and self.occurrence.settled_at is not None

    @property
    def place(self) -> Place:
        """Where it stands among all meetings."""
        return self.on, self.event.pk, self.planned_on


def schedule_of(event: Event) -> Schedule:
    """Return when an event is, as the rules read it."""
    return Schedule(event.starts_on, event.repeats, event.repeats_until)


def meeting_on(event: Event, planned_on: date) -> Meeting | None:
    """Return the date of an event that was planned for a day; None when there is none, and nothing was noted."""
    for meeting in _read(_noted(event.owner, event.network).filter(event=event, planned_on=planned_on)):
        return replace(meeting, event=event)
    return Meeting(event, planned_on) if is_on(schedule_of(event), planned_on) else None


def meetings_between(owner: User, first: date, last: date, *, network: Network | None = None) -> list[Meeting]:
    """Return the meetings of a span, both ends included, by date and time, those called off among them; two queries.

    Without a network, those of all networks that are not left or declined.
    """
    in_span = Q(planned_on__range=(first, last)) | Q(moved_to__range=(first, last))
    noted = _read(_noted(owner, network).filter(in_span))
    started = Q(starts_on__lte=last) & (Q(starts_on__gte=first) | ~Q(repeats=""))
    events = _events(owner, network).filter(started).exclude(repeats_until__lt=first)
    seen = {_key(meeting) for meeting in noted}
    found = [
        *(meeting for meeting in noted if first <= meeting.on <= last),
        *(
            meeting
            for event in events
            for day in dates_between(schedule_of(event), first, last)
            if _key(meeting := Meeting(event, day)) not in seen
        ),
    ]
    return sorted(found, key=lambda meeting: (meeting.on, meeting.event.starts_at or time.min, meeting.event.title))


def coming_meetings(owner: User, on: date, until: date) -> list[Meeting]:
    """Return the meetings from a day to another that are still to come, with who is wanted counted; two queries.

    Not those that are called off, nor that of today once the user has said whom they met.
    """
    return _open_among(meetings_between(owner, on, until))


def meetings_to_settle(owner: User, on: date) -> list[Meeting]:
    """Return the meetings before a day of which the user has not said yet whom they met, the oldest first.

    Two weeks later nobody asks any more; nor about the dates of a series from before it was entered. Two queries.
    """
    found = meetings_between(owner, on - timedelta(days=ASKED_FOR_DAYS), on - timedelta(days=1))
    return [each for each in _open_among(found) if not _is_history(each)]


def meetings_around(owner: User, on: date, until: date) -> tuple[list[Meeting], list[Meeting]]:
    """Return `meetings_to_settle` and `coming_meetings` of a day, asked for together; two queries for both."""
    found = _open_among(meetings_between(owner, on - timedelta(days=ASKED_FOR_DAYS), until))
    to_settle = [each for each in found if each.on < on and not _is_history(each)]
    return to_settle, [each for each in found if each.on >= on]


def past_meetings(
    owner: User, before: date, limit: int, *, after: Place | None = None, network: Network | None = None
) -> list[Meeting]:
    """Return so many meetings before a day, the latest first, behind the place of one of them; four queries.

    However many there were, no more of them are looked at than are asked for.
    """
    latest = before - timedelta(days=1)
    latest = min(after[0], latest) if after else latest
    moved = set(Occurrence.objects.for_user(owner).exclude(moved_to=None).values_list("event_id", "planned_on"))
    noted = _noted_up_to(owner, latest, limit, after=after, network=network)
    elsewhere = moved | {_key(meeting) for meeting in noted}
    events = _events(owner, network).filter(starts_on__lte=latest)
    once = events.filter(repeats="").exclude(pk__in=[event for event, _day in moved])
    if after:
        once = once.exclude(starts_on=after[0], pk__gte=after[1])
    series = (map(partial(Meeting, event), _days_back(event, latest)) for event in events.exclude(repeats=""))
    single = (Meeting(event, event.starts_on) for event in once.order_by("-starts_on", "-id")[:limit])
    given = (each for each in merge(single, *series, key=_place, reverse=True) if _key(each) not in elsewhere)
    ordered = merge(noted, given, key=_place, reverse=True)
    return list(islice((each for each in ordered if after is None or each.place < after), limit))


def _events(owner: User, network: Network | None) -> EventQuerySet:
    """Return the events of a network, or of all; those of networks left or declined are on their own page alone."""
    events = Event.objects.for_user(owner).present().select_related("network").defer("note", "network__note")
    return events.filter(network=network) if network else events.exclude(network__stage__in=PAST_STAGES)


def _noted(owner: User, network: Network | None = None) -> QuerySet[Occurrence]:
    """Return what was noted about dates, with who is wanted counted."""
    rows = Occurrence.objects.for_user(owner).filter(event__pk__any_of=_events(owner, network).order_by().values("pk"))
    wanted = WantedPerson.objects.for_user(owner).filter(not_in_bin(owner, "contact"), declined_at=None)
    # Counted for each row that is shown, by an index: joined instead, all of them are counted before the first is.
    counted = wanted.filter(occurrence=OuterRef("pk")).order_by().values("occurrence").values(people=Count("pk"))
    return rows.select_related("event__network").annotate(people=Coalesce(Subquery(counted), 0))


def _noted_up_to(
    owner: User, latest: date, limit: int, *, after: Place | None, network: Network | None
) -> list[Meeting]:
    rows = _noted(owner, network).annotate(on=Coalesce("moved_to", "planned_on")).filter(on__lte=latest)
    if after:
        day, event, planned_on = after
        rows = rows.filter(behind(("on", day), ("event_id", event), ("planned_on", planned_on), is_descending=True))
    return _read(rows.order_by("-on", "-event_id", "-planned_on")[:limit])


def _open_among(meetings: Iterable[Meeting]) -> list[Meeting]:
    """Return those that are not called off, and of which the user has not said yet whom they met."""
    return [each for each in meetings if not each.is_called_off and not each.is_settled]


def _read(rows: Iterable[Any]) -> list[Meeting]:
    return [Meeting(row.event, row.planned_on, row, row.people) for row in rows]


def _days_back(event: Event, latest: date) -> Iterator[date]:
    return dates_back_from(schedule_of(event), latest)


def _is_history(meeting: Meeting) -> bool:
    event = meeting.event
    return bool(event.repeats) and meeting.occurrence is None and meeting.planned_on < event.created_at.date()


def _key(meeting: Meeting) -> tuple[UUID, date]:
    return meeting.event.pk, meeting.planned_on


def _place(meeting: Meeting) -> Place:
    return meeting.place
