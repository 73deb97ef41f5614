"""What stands in the address of a calendar feed: whose it is, and which row; another row, another address."""

from __future__ import annotations

from typing import NamedTuple
from uuid import UUID

from django.core.signing import BadSignature, Signer

from accounts.models import User
from reminders.models import CalendarFeed

CALENDAR_SALT = "reminders.calendar"
CLOSED_SALT = "reminders.calendar.closed"
# Of the signs that an address may hold, one that no program that copies addresses stumbles over.
_SEPARATOR = "."
_CHOICES = ("has_birthdays", "has_due_people", "has_next_steps", "has_memberships", "alarm")


class FeedToken(NamedTuple):
    """Whose feed it is, and the id of its row."""

    owner_id: int
    feed_id: UUID


def sign_feed(feed: CalendarFeed) -> str:
    """Return the token of a feed as a part of a URL; always the same one, so that an address can be recognised.

    Without the secret key of the site nobody can make it from the row.
    """
    return _signer(CALENDAR_SALT).sign_object([feed.owner_id, feed.pk.hex])


def read_feed(text: str) -> FeedToken:
    """Return what a token says when its signature holds; raises `BadSignature` for any other text."""
    try:
        owner_id, feed_id = _signer(CALENDAR_SALT).unsign_object(text)
        return FeedToken(int(owner_id), UUID(feed_id))
    except (ValueError, TypeError, AttributeError) as error:
        raise BadSignature("No token of a calendar.") from error


def sign_closed(feed: CalendarFeed) -> str:
    """Return all of a feed that was switched off, so that this can be taken back; good for its owner alone."""
    return _signer(CLOSED_SALT).sign_object([feed.owner_id, feed.pk.hex, [getattr(feed, name) for name in _CHOICES]])


def read_closed(text: str, user: User) -> CalendarFeed:
    """Return a feed of this user as it was, not saved yet; raises `BadSignature` for anything else."""
    try:
        owner_id, feed_id, chosen = _signer(CLOSED_SALT).unsign_object(text)
        feed = CalendarFeed(owner=user, pk=UUID(feed_id), **dict(zip(_CHOICES, chosen, strict=True)))
    except (ValueError, TypeError, AttributeError) as error:
        raise BadSignature("No calendar that was closed.") from error
    if owner_id != user.pk:
        raise BadSignature("The calendar of somebody else.")
    return feed


def _signer(salt: str) -> Signer:
    return Signer(sep=_SEPARATOR, salt=salt)
