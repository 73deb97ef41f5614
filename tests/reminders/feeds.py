"""Reading a calendar feed in tests as a calendar program would: whatever icalendar does not take is an error."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from accounts.models import User
from netzwerk.core.walls import acting_as
from reminders.calendar.entries import entries_of
from reminders.calendar.entry import Entry
from reminders.models import CalendarFeed
from reminders.rules.feed import Window
from reminders.tokens.feeds import sign_feed
from tests.factories import TODAY


def address_of(feed: CalendarFeed) -> str:
    """Return the path of a feed."""
    return reverse("reminders:calendar-feed", args=[sign_feed(feed)])


def read(feed: CalendarFeed, **headers: str) -> Any:
    """Fetch a feed without any cookie."""
    return Client(HTTP_HOST="localhost").get(address_of(feed), headers=headers)


def events_in(content: bytes) -> list[Any]:
    """Return the events of a file, which must hold one calendar and no error."""
    [calendar] = Calendar.from_ical(content, multiple=True)
    assert calendar.errors == []
    events = calendar.walk("VEVENT")
    assert all(event.errors == [] for event in events)
    return list(events)


def entries(user: User, on: date = TODAY, **kinds: bool) -> list[Entry]:
    """Return what stands in a feed of everything, or of some kinds."""
    user.refresh_from_db()
    with acting_as(user):
        return entries_of(CalendarFeed(owner=user, **kinds), user, Window(on))


def summaries(user: User, on: date = TODAY) -> list[tuple[date, str]]:
    """Return the day and the words of each entry."""
    return [(entry.on, entry.summary) for entry in entries(user, on)]
