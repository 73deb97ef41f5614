"""Days and hours of mails in words, with the place whose clock is meant."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _


def when_words(at: datetime, zone: ZoneInfo) -> str:
    """Return an instant as its reader's calendar and clock say it: "Monday, 30 November at 8:00, Berlin time"."""
    local = at.astimezone(zone)
    words = {"day": day_words(local.date()), "time": time_words(at, zone), "place": place_of(zone)}
    return _("%(day)s at %(time)s, %(place)s time") % words


def day_words(day: date) -> str:
    """Return a day near now: "Monday, 30 November"."""
    return f"{date_format(day, 'l')}, {date_format(day, 'MONTH_DAY_FORMAT')}"


def time_words(at: datetime, zone: ZoneInfo) -> str:
    """Return the time of day: "8:05"."""
    return date_format(at.astimezone(zone), "G:i")


def place_of(zone: ZoneInfo) -> str:
    """Return the city that a time zone is named after: "New York"."""
    return zone.key.rpartition("/")[2].replace("_", " ")
