"""An address that refuses mails for good, counted until mails pause, or calls one spam; nothing else changes."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import F

from accounts.models import User
from reminders.models import Digest
from reminders.services.planning import is_within_reach

REFUSALS_UNTIL_PAUSE = 3


@transaction.atomic
def count_refusal(*, user: User, now: datetime) -> User:
    """Note that the address was refused for good; the third time in a row, mails pause, and browsers alone are told.

    Nothing is counted when the user has another address by now, or is gone.
    """
    if not User.objects.filter(pk=user.pk, email=user.email).update(digest_refusals=F("digest_refusals") + 1):
        return user
    user.refresh_from_db(fields=["digest_refusals", "digest_paused_at"])
    if user.digest_refusals >= REFUSALS_UNTIL_PAUSE and user.digest_paused_at is None:
        _pause(user, now)
    return user


@transaction.atomic
def heed_complaint(*, user: User, now: datetime) -> User:
    """Pause mails because somebody who reads them called one spam; until the user wants them again, browsers are told.

    That many complain is what makes a site a spammer for their provider, which then takes nobody's mails.
    """
    user.refresh_from_db(fields=["digest_paused_at"], from_queryset=User.objects.select_for_update())
    user.digest_complained_at = now
    user.save(update_fields=["digest_complained_at"])
    if user.digest_paused_at is None:
        _pause(user, now)
    return user


def _pause(user: User, now: datetime) -> None:
    user.digest_paused_at = now
    user.save(update_fields=["digest_paused_at"])
    if not is_within_reach(user):
        user.next_digest_at = None
        user.save(update_fields=["next_digest_at"])


def forget_refusals(*, user: User, digest: Digest) -> None:
    """Note that a server took a mail: refusals count in a row.

    A server in between takes everything, and says only later what came back. So as long as the mail before this one
    came back, its yes means nothing yet.
    """
    refused = User.objects.filter(pk=user.pk).exclude(digest_refusals=0)
    if refused.exists() and not _has_come_back(user, digest):
        refused.update(digest_refusals=0)


def _has_come_back(user: User, digest: Digest) -> bool:
    """Whether the last mail before this one was taken by a server, and refused by the address later."""
    before = Digest.objects.for_user(user).filter(sent_at__isnull=False).exclude(pk=digest.pk).order_by("-sent_at")
    last = before.values_list("state", "problem").first()
    return last == (Digest.State.FAILED, Digest.Problem.ADDRESS_REFUSED)
