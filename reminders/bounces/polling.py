"""The mailbox of reports, looked through: by beat, and by the command."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings

from netzwerk.settings.bounces import Mailbox
from reminders.bounces.mailbox import Looked, read_mailbox
from reminders.bounces.reports import UnreadableError, reports_in
from reminders.bounces.taking import take_reports


def look_through(mailbox: Mailbox, *, now: datetime) -> tuple[Looked, int]:
    """Read all reports that are new; return what became of the mails, and how many reports were news.

    Raises `MailboxError`. What was understood before stays noted.
    """
    noted, host = 0, urlsplit(settings.BASE_URL).hostname or ""

    def take(content: bytes) -> bool:
        nonlocal noted
        try:
            found = reports_in(content, host)
        except UnreadableError:
            return False
        noted += take_reports(found, now=now)
        return True

    return read_mailbox(mailbox, take), noted
