"""What the tests of meetings share: addresses of a date, and what was noted about it."""

from __future__ import annotations

from datetime import date, timedelta

from django.test import Client
from django.urls import reverse

from networks.models import Event, Occurrence
from netzwerk.core.walls import acting_as
from tests.factories import local_today

WEEK = timedelta(weeks=1)


def today() -> date:
    """Return the day on which pages are looked at."""
    return local_today()


def at(event: Event, day: date, page: str = "") -> str:
    """Return the address of a date of a meeting, or of one of its pages."""
    address = reverse("networks:occurrence", args=[event.pk, day.isoformat()])
    return f"{address}{page}/" if page else address


def noted(event: Event, day: date) -> Occurrence:
    """Return what was noted about a date."""
    with acting_as(event.owner):
        return Occurrence.objects.get(event=event, planned_on=day)


def undo_url(client: Client, address: str) -> str:
    """Return where the toast of this page takes something back."""
    [message] = client.get(address).context["messages"]
    return str(message.extra_tags)
