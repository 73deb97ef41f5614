"""What happens to a calendar feed: opened, chosen from, given another address, closed, read."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Q

from accounts.models import User
from netzwerk.core.ids import new_id
from reminders.models import CalendarFeed
from reminders.tokens.feeds import FeedToken

# A calendar that comes again so soon is not written down each time.
READINGS_ARE_NOTED_EVERY = timedelta(minutes=1)


def open_feed(*, user: User) -> CalendarFeed:
    """Return the feed of a user; made when there is none, once also from two tabs."""
    return CalendarFeed.objects.for_user(user).get_or_create(owner=user)[0]


def reopen_feed(*, user: User, feed: CalendarFeed) -> CalendarFeed:
    """Bring back a feed that was closed, under the address it had; unless another was opened meanwhile."""
    chosen = {field.attname: getattr(feed, field.attname) for field in CalendarFeed._meta.concrete_fields}
    del chosen["owner_id"]
    return CalendarFeed.objects.for_user(user).get_or_create(owner=user, defaults=chosen)[0]


def renew_feed(*, user: User, now: datetime) -> bool:
    """Give the feed another id, and so another address; the old one leads nowhere at once. False without a feed."""
    fresh = {"id": new_id(), "created_at": now, "last_read_at": None}
    return CalendarFeed.objects.for_user(user).update(**fresh) > 0


def close_feed(*, user: User) -> CalendarFeed | None:
    """Take the feed away, and return it as it was; None when there was none."""
    feed = CalendarFeed.objects.for_user(user).first()
    CalendarFeed.objects.for_user(user).delete()
    return feed


def find_feed(*, user: User, token: FeedToken) -> CalendarFeed | None:
    """Return the feed of a token, unless it was renewed or closed meanwhile."""
    return CalendarFeed.objects.for_user(user).filter(pk=token.feed_id).first()


def note_reading(*, feed: CalendarFeed, now: datetime) -> None:
    """Write down that a calendar has read the feed, at most once a minute."""
    is_old = Q(last_read_at=None) | Q(last_read_at__lte=now - READINGS_ARE_NOTED_EVERY)
    CalendarFeed.objects.for_user(feed.owner).filter(is_old, pk=feed.pk).update(last_read_at=now)
