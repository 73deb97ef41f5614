"""Which days a mail speaks of: those until the next one, and those before it that no mail has covered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q

from accounts.models import User
from reminders.models import Digest
from reminders.rules.schedule import dates_until_next

ONE_DAY = timedelta(days=1)
# A birthday that passed longer ago is told no more: after a long pause the mail would be about nothing else.
BELATED_FOR = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Covered:
    """The local dates of one mail, both ends included: it is read on `on`, and `since` is the first not yet covered.

    `is_day` is a mail on the day itself: of the people's dates, it tells those of whoever wants such mails. `is_asked`
    is one that was asked for: of what waits, it says all, however long ago that was said before.
    """

    since: date
    on: date
    until: date
    is_day: bool = False
    is_asked: bool = False

    @property
    def dates_since(self) -> date:
        """The first day whose birthdays and own dates are told, however long no mail came."""
        return max(self.since, self.on - BELATED_FOR)


def covered_by(*, user: User, on: date, digest: Digest | None = None) -> Covered:
    """Return what a mail of the local date `on` covers; at most one query, none without a digest that came by itself.

    A scheduled one reaches until the day before the next, and back to the first day that none before it has covered:
    after an outage, a pause, or mails that failed. One on the day itself speaks of its own day, and covers nothing for
    others. One that was asked for, and Today, speak of today on; a test speaks as the mail would that it goes before.
    """
    if digest is not None and digest.kind == Digest.Kind.DAY:
        return Covered(min(digest.for_date, on), on, on, is_day=True)
    until = dates_until_next(set(user.digest_weekdays), user.zone, on, user.digest_paused_until).last
    if digest is None or digest.kind == Digest.Kind.NOW:
        return Covered(on, on, until, is_asked=True)
    return Covered(_first_uncovered(user, digest, on), on, until)


def covered_today(*, user: User, on: date) -> Covered:
    """Return what Today covers: on a day with a mail what that mail does, so that both agree all day; one query."""
    is_paused = user.digest_paused_until is not None and on < user.digest_paused_until
    if is_paused or on.weekday() not in user.digest_weekdays:
        return covered_by(user=user, on=on)
    return covered_by(user=user, on=on, digest=Digest(owner=user, for_date=on))


def _first_uncovered(user: User, digest: Digest, on: date) -> date:
    """Return the first day that no other scheduled mail before this date has covered, at the latest `on`."""
    told = Digest.objects.for_user(user).filter(
        Q(state=Digest.State.SENT) | Q(state=Digest.State.EMPTY, covers_until__isnull=False),
        kind=Digest.Kind.SCHEDULED,
        for_date__lt=on,
    )
    last = told.exclude(pk=digest.pk).order_by("-for_date").first()
    if last is None:
        # One that is tried again on the next day still speaks of its own.
        return min(digest.for_date, on)
    covered = last.covers_until or dates_until_next(set(user.digest_weekdays), user.zone, last.for_date).last
    return min(on, covered + ONE_DAY)
