"""The pages of reminders, each by a name for its picture; a function for each part."""

from __future__ import annotations

from collections.abc import Iterator

from tests.e2e.addresses import Place
from tests.e2e.database import Database

# Mails of each state; asked for, so that they take no day from another.
EACH_STATE = """INSERT INTO reminders_digest (id, owner_id, kind, for_date, state, created_at, sent_at, attempts,
    problem)
    SELECT gen_random_uuid(), %s, 'now', current_date - n, state, now() - n * interval '1 day',
        CASE WHEN state = 'sent' THEN now() - n * interval '1 day' END, tries, problem
    FROM (VALUES (1, 'sent', 1, ''), (2, 'empty', 0, ''), (3, 'replaced', 0, ''), (4, 'failed', 9, 'no_server'),
        (5, 'waiting', 3, 'address_not_now')) AS mails (n, state, tries, problem)"""


def reminder_places(database: Database, user_id: int) -> Iterator[tuple[str, Place]]:
    """Yield every page of reminders, with rows of this user where one is needed."""
    yield "today-everybody", "/today/people/"
    for part in (_mails, _links, _calendar, _notifications):
        yield from part(database, user_id)


def _mails(database: Database, user_id: int) -> Iterator[tuple[str, Place]]:
    """Yield the settings of the mail, its log and its preview."""
    database.ask(EACH_STATE, [user_id])
    yield "settings-mails", "/reminders/settings/"
    yield "settings-mails-refused", ("/reminders/settings/", {"hour": "24", "people": "0", "lead_days": "9"})
    yield "settings-mails-pause-refused", ("/reminders/pause/", {"until": "1999-01-01"})
    yield "mail-log", "/reminders/log/"
    yield "mail-preview", "/reminders/preview/"
    yield "mail-preview-text", "/reminders/preview/?show=text"


def _links(database: Database, user_id: int) -> Iterator[tuple[str, Place]]:
    """Yield what the links of a mail open."""
    yield from ()


def _calendar(database: Database, user_id: int) -> Iterator[tuple[str, Place]]:
    """Yield the settings of the calendar feed, and the question before another address."""
    database.ask(
        "INSERT INTO reminders_calendarfeed (id, owner_id, has_birthdays, has_due_people, has_next_steps,"
        " has_memberships, alarm, created_at) VALUES (gen_random_uuid(), %s, true, true, true, true, 'day', now())"
        " ON CONFLICT DO NOTHING",
        [user_id],
    )
    yield "settings-calendar", "/reminders/calendar/"
    yield "calendar-renew", "/reminders/calendar/renew/"


def _notifications(database: Database, user_id: int) -> Iterator[tuple[str, Place]]:
    """Yield the settings of notifications."""
    yield "settings-notifications", "/reminders/notifications/"
