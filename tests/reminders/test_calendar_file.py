"""The file of a calendar feed, held against icalendar: what it reads, and what it would have written itself."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Alarm, Calendar, Event

from accounts.models import User
from netzwerk.core.lines import one_line
from reminders.calendar.entry import Entry
from reminders.calendar.file import calendar_file, event_lines, folded
from reminders.models import CalendarFeed
from reminders.rules.feed import Window
from tests.reminders.feeds import events_in

TODAY = date(2026, 3, 16)
ALICE = User(time_zone="Europe/Berlin")
URL = "https://netzwerk.example.org/contacts/0190a0b0-0000-7000-8000-000000000000/"
HOSTILE = [
    "Miriam\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:Evil",
    "Miriam\nATTACH:https://evil.example.com/x",
    "Kessler, Miriam; Dr.",
    "back\\slash\\n and \\, and \\;",
    "a" * 10_000,
    "ä" * 200,
    "🎂" * 100,
    "👩‍👩‍👧‍👦 Familie " * 20,
    "שלום עולם " * 20,
    "日本語" * 60,
    "NUL\x00 bell\x07 vertical\x0b form\x0c next\x85 line\u2028 paragraph\u2029 left\u202e",
    "BEGIN:VALARM",
    ":" * 80,
    '"quoted" ^n ^^',
    "\\" * 100,
    ",;" * 60,
    " ",
]
texts = st.text(st.characters(codec="utf-8"), max_size=200).filter(lambda text: "\\N" not in text)


def file(*entries: Entry, alarm: str = "none", user: User = ALICE, today: date = TODAY) -> bytes:
    return calendar_file(entries, feed=CalendarFeed(alarm=alarm), user=user, window=Window(today))


def entry(summary: str = "Birthday: Miriam", on: date = TODAY, description: str = "") -> Entry:
    return Entry(f"birthday-1-{on.year}", on, summary, URL, description)


def by_library(one: Entry, stamp: datetime, alarm: timedelta | None) -> bytes:
    """Return the event as icalendar makes it from objects."""
    event = Event()
    event.add("uid", f"{one.key}@netzwerk")
    event.add("dtstamp", stamp)
    event.add("dtstart", one.on)
    event.add("dtend", one.on + timedelta(days=1))
    event.add("summary", one_line(one.summary))
    if one.description:
        event.add("description", one_line(one.description))
    event.add("transp", "TRANSPARENT")
    event.add("url", one.url)
    if alarm is not None:
        bell = Alarm()
        bell.add("action", "DISPLAY")
        bell.add("trigger", alarm)
        bell.add("description", one_line(one.summary))
        event.add_component(bell)
    return bytes(event.to_ical())


@given(
    texts, texts, st.dates(date(2023, 1, 1), date(2040, 12, 31)),
    st.sampled_from([("", None), ("PT9H", timedelta(hours=9)), ("-PT6H", timedelta(hours=-6))]),
)  # fmt: skip
def test_an_event_is_what_icalendar_would_write(
    summary: str, description: str, on: date, alarm: tuple[str, timedelta | None]
) -> None:
    one = entry(summary, on, description)
    stamp = datetime(2026, 3, 15, 23, tzinfo=UTC)

    lines = event_lines(one, "20260315T230000Z", alarm[0])

    assert b"".join(map(folded, lines)) == by_library(one, stamp, alarm[1])


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_names_stay_text(text: str) -> None:
    content = file(entry(text, description=text), entry("Next", TODAY + timedelta(days=400)), alarm="day")

    first, second = events_in(content)
    assert str(first["summary"]) == one_line(text)
    assert str(first.get("description", "")) == one_line(text)
    assert {*first} <= {"SUMMARY", "DTSTART", "DTEND", "DTSTAMP", "UID", "DESCRIPTION", "TRANSP", "URL"}
    assert str(second["summary"]) == "Next"
    assert [alarm["description"] for alarm in first.walk("VALARM")] == [one_line(text)]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_lines_are_folded_by_bytes_and_end_as_they_have_to(text: str) -> None:
    content = file(entry(text, description=text))

    assert content.endswith(b"END:VCALENDAR\r\n")
    assert content.replace(b"\r\n", b"").count(b"\n") == content.replace(b"\r\n", b"").count(b"\r") == 0
    for line in content.split(b"\r\n"):
        assert len(line) <= 75
        line.decode()  # no sign is cut in two


def test_the_frame_says_what_it_is_and_how_often_to_come() -> None:
    content = file(entry())
    calendar = Calendar.from_ical(content)

    assert (str(calendar["version"]), str(calendar["calscale"])) == ("2.0", "GREGORIAN")
    assert str(calendar["prodid"]).startswith("-//Netzwerk//")
    assert str(calendar["x-wr-calname"]) == str(calendar["name"]) == "Netzwerk"
    assert b"\r\nREFRESH-INTERVAL;VALUE=DURATION:PT6H\r\nX-PUBLISHED-TTL:PT6H\r\n" in content
    assert "method" not in calendar


def test_an_empty_calendar_is_one() -> None:
    assert events_in(file()) == []


def test_an_entry_is_a_whole_day_that_keeps_nobody_busy() -> None:
    [event] = events_in(file(entry()))

    assert b"DTSTART;VALUE=DATE:20260316\r\nDTEND;VALUE=DATE:20260317\r\n" in file(entry())
    assert (event.decoded("dtstart"), event.decoded("dtend")) == (TODAY, TODAY + timedelta(days=1))
    assert (str(event["transp"]), str(event["url"])) == ("TRANSPARENT", URL)
    assert str(event["uid"]) == "birthday-1-2026@netzwerk"


@pytest.mark.parametrize(("alarm", "hours"), [("day", 9), ("before", -6)])
def test_an_alarm_rings_on_the_clock_of_the_place(alarm: str, hours: int) -> None:
    [event] = events_in(file(entry(), alarm=alarm))

    [bell] = event.walk("VALARM")
    assert str(bell["action"]) == "DISPLAY"
    assert bell.decoded("trigger") == timedelta(hours=hours)
    assert str(bell["description"]) == "Birthday: Miriam"


def test_nothing_rings_without_the_wish_or_when_it_is_over() -> None:
    [silent] = events_in(file(entry()))
    over, coming = events_in(file(entry(on=TODAY - timedelta(days=1)), entry(on=TODAY), alarm="day"))

    assert silent.walk("VALARM") == over.walk("VALARM") == []
    assert len(coming.walk("VALARM")) == 1


@given(st.sampled_from(["UTC", "Europe/Berlin", "America/Los_Angeles", "Pacific/Auckland", "Africa/Cairo"]),
       st.dates(date(2023, 1, 1), date(2040, 12, 31)))  # fmt: skip
def test_the_stamp_is_the_beginning_of_the_day(zone: str, today: date) -> None:
    content = file(entry(), user=User(time_zone=zone), today=today)

    [event] = events_in(content)
    assert content == file(entry(), user=User(time_zone=zone), today=today)
    local = event.decoded("dtstamp").astimezone(ZoneInfo(zone))
    # Where midnight does not exist, the first instant after it.
    assert (local.date(), local.hour in {0, 1}, local.minute) == (today, True, 0)
