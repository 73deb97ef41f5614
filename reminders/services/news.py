"""What a mail says beside its people: each thing once, in the mail that covers the day it is announced on."""

from __future__ import annotations

from datetime import date

from accounts.models import User
from matching.pages import agenda as matching
from networks.pages import agenda as networks
from netzwerk.core.agenda import AgendaLine
from reminders.models import Digest
from reminders.queries.covering import Covered, covered_by

# A mail is read in a minute; the rest is on the page that it leads to.
MOST_LINES = 6


def news_of_mail(
    *, user: User, on: date, digest: Digest | None = None, covered: Covered | None = None
) -> list[AgendaLine]:
    """Return what the mail of a local date says about the look back and networks, the most urgent first.

    A scheduled one covers the days until the next mail, and those since the last mail that no mail has covered: after
    an outage nothing is left out. One that is asked for (or is only thought of) says all that waits or comes until the
    next mail, and takes nothing away from that. One on the day itself is about people alone. A fixed number of queries.
    """
    covered = covered or covered_by(user=user, on=on, digest=digest)
    if covered.is_day:
        return []
    since = date.min if covered.is_asked else covered.since
    found = [
        *matching.lines_of_mail(user, on, covered.until, since=since),
        *networks.lines_of_mail(user, on, covered.until, since=since),
    ]
    return found[:MOST_LINES]
