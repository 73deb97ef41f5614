"""Signed links: one for each act on one person (30 days), one that stops the mails (for ever)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from uuid import UUID

from django.core import signing

ACT_SALT = "reminders.act"
UNSUBSCRIBE_SALT = "reminders.unsubscribe"
ACTS_LAST = timedelta(days=30)


class Act(StrEnum):
    """What a link does; those that take something back are only on the page that did it."""

    TOUCH = "touch"
    TWO_WEEKS = "2w"
    THREE_MONTHS = "3m"
    REST = "rest"
    UNDO_TOUCH = "undo-touch"
    UNDO_SNOOZE = "undo-snooze"
    UNDO_REST = "undo-rest"


@dataclass(frozen=True, slots=True)
class ActToken:
    """What a link carries: whose it is, about whom, from which digest, to do what.

    `before` is what an undo brings back: the id of the moment to take away, or the date of the earlier snooze.
    """

    owner_id: int
    contact_id: UUID
    digest_id: UUID
    act: Act
    before: str = ""


def sign_act(token: ActToken) -> str:
    """Return the token as a part of a URL."""
    parts = [token.owner_id, token.contact_id.hex, token.digest_id.hex, token.act.value, token.before]
    return signing.dumps(parts, salt=ACT_SALT)


def read_act(text: str) -> ActToken:
    """Return the token when its signature holds.

    Raises `signing.SignatureExpired` after 30 days, `signing.BadSignature` for any other text.
    """
    owner_id, contact_id, digest_id, act, before = signing.loads(text, salt=ACT_SALT, max_age=ACTS_LAST)
    return ActToken(owner_id, UUID(contact_id), UUID(digest_id), Act(act), before)


def sign_unsubscribe(owner_id: int) -> str:
    """Return a token that stops this user's mails, whenever it is used."""
    return signing.dumps(owner_id, salt=UNSUBSCRIBE_SALT)


def read_unsubscribe(text: str) -> int:
    """Return whose mails to stop; raises `signing.BadSignature` for a forged token."""
    return int(signing.loads(text, salt=UNSUBSCRIBE_SALT))
