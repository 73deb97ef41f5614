"""One date of a meeting as a file for a calendar."""

from __future__ import annotations

from datetime import datetime, timedelta

from icalendar import Calendar, Event

from networks.queries.events import Meeting
from netzwerk.core.markdown import without_marks


def calendar_file(meeting: Meeting, *, now: datetime) -> bytes:
    """Return a date as iCalendar (RFC 5545): a time without a zone is on the clock of the place, wherever that is.

    Only this date: months are clamped here otherwise than in calendars. Whom one wants to meet stays out of it, as
    calendars are often shared.
    """
    event, entry = meeting.event, Event()
    entry.add("uid", f"{event.pk}-{meeting.planned_on}@netzwerk")
    entry.add("dtstamp", now)
    entry.add("summary", event.title)
    if event.starts_at is None:
        entry.add("dtstart", meeting.on)
    else:
        start = datetime.combine(meeting.on, event.starts_at)
        entry.add("dtstart", start)
        entry.add("dtend", start + timedelta(minutes=event.minutes or 0))
    for name, value in (("location", event.place), ("url", event.url), ("description", without_marks(event.note))):
        if value:
            entry.add(name, value)
    if meeting.is_called_off:
        entry.add("status", "CANCELLED")
    calendar = Calendar()
    calendar.add("prodid", "-//Netzwerk//Meetings//EN")
    calendar.add("version", "2.0")
    calendar.add_component(entry)
    return bytes(calendar.to_ical())
