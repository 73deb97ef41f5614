"""A calendar feed as iCalendar (RFC 5545, RFC 7986): bytes that stay the same as long as nothing changes.

The frame is made by icalendar, and so are folded lines. Between them the lines are put together here, as icalendar
needs more than a second for the objects of ten thousand entries; a test holds both against each other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, time, timedelta

from django.utils.translation import gettext as _
from icalendar import Calendar
from icalendar.parser import Contentline
from icalendar.prop import vDuration, vText

from accounts.models import User
from netzwerk.core.lines import one_line
from reminders.calendar.entry import Entry
from reminders.models import CalendarFeed
from reminders.rules.feed import Window

# How often a calendar may come for news.
REFRESHED_EVERY = timedelta(hours=6)
# From the beginning of the day on, which is midnight wherever the calendar is.
ALARMS: dict[str, str] = {CalendarFeed.Alarm.ON_THE_DAY: "PT9H", CalendarFeed.Alarm.DAY_BEFORE: "-PT6H"}
_END = b"END:VCALENDAR\r\n"
# A line of so many bytes has to be folded.
_FOLDED_FROM = 75
_ONE_DAY = timedelta(days=1)
_ESCAPED = str.maketrans({"\\": r"\\", ";": r"\;", ",": r"\,"})


def calendar_file(entries: Iterable[Entry], *, feed: CalendarFeed, user: User, window: Window) -> bytes:
    """Return the whole file.

    Everything bears the beginning of the day as its stamp: calendars that take up only what is newer do so by the next
    day, and whoever comes twice on a day, and nothing has changed, gets the same bytes. What is over rings no more.
    """
    stamp = datetime.combine(window.today, time.min, user.zone).astimezone(UTC)
    frame = _frame().to_ical()
    lines: list[bytes] = []
    for entry in entries:
        alarm = ALARMS.get(feed.alarm, "") if entry.on >= window.today else ""
        lines += map(folded, event_lines(entry, f"{stamp:%Y%m%dT%H%M%SZ}", alarm))
    return b"".join([frame.removesuffix(_END), *lines, _END])


def event_lines(entry: Entry, stamp: str, alarm: str) -> Iterator[str]:
    """Yield the lines of one event, not folded yet, in the order in which icalendar writes them."""
    summary = text_of(entry.summary)
    yield "BEGIN:VEVENT"
    yield f"SUMMARY:{summary}"
    yield f"DTSTART;VALUE=DATE:{entry.on:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{entry.on + _ONE_DAY:%Y%m%d}"
    yield f"DTSTAMP:{stamp}"
    yield f"UID:{entry.key}@netzwerk"
    if entry.description:
        yield f"DESCRIPTION:{text_of(entry.description)}"
    yield "TRANSP:TRANSPARENT"
    yield f"URL:{entry.url}"
    if alarm:
        yield from ("BEGIN:VALARM", "ACTION:DISPLAY", f"DESCRIPTION:{summary}", f"TRIGGER:{alarm}", "END:VALARM")
    yield "END:VEVENT"


def text_of(text: str) -> str:
    """Return a text as a value: on one line, so that nothing in it can begin a line of its own."""
    # Nearly all names are printable as they are, and asking once is quicker than asking for each sign.
    line = " ".join(text.split()) if text.isprintable() else one_line(text)
    return line.translate(_ESCAPED)


def folded(line: str) -> bytes:
    """Return a line with its end, as several where it is long; no sign is cut in two."""
    plain = line.encode()
    if len(plain) >= _FOLDED_FROM:
        plain = bytes(Contentline(line).to_ical())  # type: ignore[no-untyped-call]  # the library's own, untyped
    return plain + b"\r\n"


def _frame() -> Calendar:
    """Return the calendar without anything in it: a thing to subscribe to, and so without a METHOD."""
    calendar, name = Calendar(), vText(_("Netzwerk"))
    calendar.add("prodid", "-//Netzwerk//Calendar feed//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    for key in ("name", "x-wr-calname"):
        calendar.add(key, name)
    calendar.add("refresh-interval", vDuration(REFRESHED_EVERY), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vDuration(REFRESHED_EVERY))
    return calendar
