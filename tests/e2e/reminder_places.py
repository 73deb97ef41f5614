"""The pages of reminders, each by a name for its picture; a function for each part."""

from __future__ import annotations

from collections.abc import Iterator

from tests.e2e.addresses import Place
from tests.e2e.database import Database


def reminder_places(database: Database, user_id: int) -> Iterator[tuple[str, Place]]:
    """Yield every page of reminders, with rows of this user where one is needed."""
    for part in (_mails, _links, _calendar, _notifications):
        yield from part(database, user_id)


def _mails(database: Database, user_id: int) -> Iterator[tuple[str, Place]]:
    """Yield the settings of the mail, its log and its preview."""
    yield "settings-mails", "/reminders/settings/"


def _links(database: Database, user_id: int) -> Iterator[tuple[str, Place]]:
    """Yield what the links of a mail open."""
    yield from ()


def _calendar(database: Database, user_id: int) -> Iterator[tuple[str, Place]]:
    """Yield the settings of the calendar feed, and the question before another address."""
    database.make_feed(user_id)
    yield "settings-calendar", "/reminders/calendar/"
    yield "calendar-renew", "/reminders/calendar/renew/"


def _notifications(database: Database, user_id: int) -> Iterator[tuple[str, Place]]:
    """Yield the settings of notifications."""
    yield "settings-notifications", "/reminders/notifications/"
