"""The mailbox of reports, looked through: by beat, and by the command."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings

from netzwerk.settings.bounces import Mailbox
from reminders.bounces.mailbox import Looked, read_mailbox
from reminders.bounces.reports import UnreadableError, bounces_of
from reminders.bounces.taking import take_bounces


def look_through(mailbox: Mailbox, *, now: datetime) -> tuple[Looked, int]:
    """Read all reports that are new; return what became of the mails, and how many bounces were news.

    Raises `MailboxError`. What was understood before stays noted.
    """
    noted, host = 0, urlsplit(settings.BASE_URL).hostname or ""

    def take(content: bytes) -> bool:
        nonlocal noted
        try:
            found = bounces_of(content, host)
        except UnreadableError:
            return False
        noted += take_bounces(found, now=now)
        return True

    return read_mailbox(mailbox, take), noted
