"""What the tests of reports about our mails share: reading one, and reading one that means harm."""

from __future__ import annotations

import time

from reminders.bounces.reports import UnreadableError, reports_in
from reminders.rules.bounces import Report

MOST_SECONDS = 5
MOST_REPORTS = 20


def read(text: str, host: str = "localhost") -> list[Report]:
    """Return what a mail reports of mails from this host; raises `UnreadableError` where it is none of those."""
    return reports_in(text.encode("utf-8", "surrogateescape"), host)


def read_hostile(text: str) -> list[Report]:
    """Return what such a mail reports, or nothing; either way it costs little time and names few, and no NUL."""
    begun = time.process_time()
    try:
        found = read(text)
    except UnreadableError:
        found = []

    assert time.process_time() - begun < MOST_SECONDS
    assert len(found) <= MOST_REPORTS
    assert all("\0" not in address for each in found for address in each.addresses)
    return found
