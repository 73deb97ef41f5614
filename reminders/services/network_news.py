"""What a mail says about the user's networks: each thing once, in the mail that covers the day it is announced on."""

from __future__ import annotations

from datetime import date, timedelta

from accounts.models import User
from networks.pages.agenda import AgendaLine, lines_of_mail
from reminders.models import Digest
from reminders.rules.schedule import dates_until_next

ONE_DAY = timedelta(days=1)
# A mail is read in a minute; the rest is on the page that it leads to.
MOST_LINES = 6


def network_news(*, user: User, on: date, digest: Digest | None = None) -> list[AgendaLine]:
    """Return what the mail of a local date says about networks, the most urgent first; a fixed number of queries.

    It covers the days until the next mail, and those since the last mail that no mail has covered: after an outage
    nothing is left out. A mail that was asked for (or is only thought of) covers its own days, and nothing is missing
    in the next one for it.
    """
    weekdays, zone = set(user.digest_weekdays), user.zone
    since = on
    if digest is not None and digest.kind == Digest.Kind.SCHEDULED:
        last = _last_before(user, digest)
        covered = dates_until_next(weekdays, zone, last.for_date).last if last else on - ONE_DAY
        # One that is tried again on the next day still speaks of its own.
        since = min(covered + ONE_DAY, digest.for_date, on) if last else min(digest.for_date, on)
    return lines_of_mail(user, on, dates_until_next(weekdays, zone, on).last, since=since)[:MOST_LINES]


def _last_before(user: User, digest: Digest) -> Digest | None:
    """Return the last scheduled mail before this one that went out, or had nothing to say."""
    told = Digest.objects.for_user(user).filter(kind=Digest.Kind.SCHEDULED, for_date__lt=digest.for_date)
    return told.filter(state__in=[Digest.State.SENT, Digest.State.EMPTY]).order_by("-for_date").first()
