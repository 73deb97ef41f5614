"""How these pages fetch a meeting, one of its dates, and people (through the owner, else 404), and where they lead."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404

from contacts.models import Contact
from contacts.views.answers import leave
from networks.forms.days import YEARS
from networks.models import Event
from networks.queries.events import Meeting, meeting_on
from netzwerk.core.requests import UserRequest


def event_of(request: UserRequest, pk: UUID, *, is_deleted: bool = False) -> Event:
    """Return the user's meeting with its network, or 404; a deleted one only where it is to be brought back."""
    events = Event.objects.for_user(request.user).select_related("network")
    found = events.filter(network__deleted_at=None) if is_deleted else events.present()
    event = get_object_or_404(found, pk=pk)
    event.owner = event.network.owner = request.user
    return event


def meeting_of(request: UserRequest, event: UUID, day: str) -> Meeting:
    """Return one date of the user's meeting, or 404 when it is not on this day."""
    try:
        planned_on = date.fromisoformat(day)
    except ValueError:
        raise Http404 from None
    meeting = meeting_on(event_of(request, event), planned_on)
    # Other spellings of a day are no second address.
    if meeting is None or planned_on.isoformat() != day or planned_on.year not in YEARS:
        raise Http404
    return meeting


def person_of(request: UserRequest, pk: UUID) -> Contact:
    """Return the user's contact, or 404; in the bin there is nobody."""
    return get_object_or_404(Contact.objects.for_user(request.user).present(), pk=pk)


def leave_for(request: UserRequest, meeting: Meeting) -> HttpResponse:
    """Answer a form that was saved: the browser goes to `next` or to the page of the date, also out of a sheet."""
    day = meeting.planned_on.isoformat()
    return leave(request, default="networks:occurrence", event=meeting.event.pk, day=day)
