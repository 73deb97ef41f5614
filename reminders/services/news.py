"""What a mail says beside its people: each thing once, in the mail that covers the day it is announced on."""

from __future__ import annotations

from datetime import date, timedelta

from accounts.models import User
from matching.pages import agenda as matching
from networks.pages import agenda as networks
from netzwerk.core.agenda import AgendaLine
from reminders.models import Digest
from reminders.rules.schedule import dates_until_next

ONE_DAY = timedelta(days=1)
# A mail is read in a minute; the rest is on the page that it leads to.
MOST_LINES = 6


def news_of_mail(*, user: User, on: date, digest: Digest | None = None) -> list[AgendaLine]:
    """Return what the mail of a local date says about the look back and networks, the most urgent first.

    A scheduled one covers the days until the next mail, and those since the last mail that no mail has covered: after
    an outage nothing is left out. One that is asked for (or is only thought of) says all that waits or comes until the
    next mail, and takes nothing away from that. A fixed number of queries.
    """
    is_scheduled = digest is not None and digest.kind == Digest.Kind.SCHEDULED
    since = _uncovered_since(user, digest, on) if digest is not None and is_scheduled else date.min
    until = dates_until_next(set(user.digest_weekdays), user.zone, on).last
    found = [
        *matching.lines_of_mail(user, on, until, since=since),
        *networks.lines_of_mail(user, on, until, since=since),
    ]
    return found[:MOST_LINES]


def _uncovered_since(user: User, digest: Digest, on: date) -> date:
    """Return the first day that no scheduled mail before this one has covered."""
    # One that is tried again on the next day still speaks of its own.
    own = min(digest.for_date, on)
    last = _last_before(user, digest)
    if last is None:
        return own
    return min(own, dates_until_next(set(user.digest_weekdays), user.zone, last.for_date).last + ONE_DAY)


def _last_before(user: User, digest: Digest) -> Digest | None:
    """Return the last scheduled mail before this one that went out, or had nothing to say."""
    told = Digest.objects.for_user(user).filter(kind=Digest.Kind.SCHEDULED, for_date__lt=digest.for_date)
    return told.filter(state__in=[Digest.State.SENT, Digest.State.EMPTY]).order_by("-for_date").first()
