"""What reminders keep: digests and whom they named, the calendar feed, browsers that take notifications."""

from reminders.models.digests import Digest, DigestPerson
from reminders.models.feeds import CalendarFeed
from reminders.models.push import PushKey, PushSubscription

__all__ = ["CalendarFeed", "Digest", "DigestPerson", "PushKey", "PushSubscription"]
