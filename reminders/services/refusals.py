"""An address that refuses mails for good: counted in a row, until mails pause; nothing else of the user's changes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F

from accounts.models import User

REFUSALS_UNTIL_PAUSE = 3


@dataclass(frozen=True, slots=True)
class MailPause:
    """That mails pause because the address refused them, and since when."""

    since: datetime
    address: str


@transaction.atomic
def count_refusal(*, user: User, now: datetime) -> User:
    """Note that the address was refused for good; the third time in a row, mails pause."""
    User.objects.filter(pk=user.pk).update(digest_refusals=F("digest_refusals") + 1)
    user.refresh_from_db(fields=["digest_refusals", "digest_paused_at"])
    if user.digest_refusals >= REFUSALS_UNTIL_PAUSE and user.digest_paused_at is None:
        user.digest_paused_at = now
        user.next_digest_at = None
        user.save(update_fields=["digest_paused_at", "next_digest_at"])
    return user


def forget_refusals(*, user: User) -> None:
    """Note that the address took a mail: refusals count in a row."""
    User.objects.filter(pk=user.pk).exclude(digest_refusals=0).update(digest_refusals=0)


def mail_pause_of(user: User) -> MailPause | None:
    """Return the pause that the settings explain, or None."""
    return MailPause(user.digest_paused_at, user.email) if user.digest_paused_at else None
