"""When the next mail goes out, and when mails pause: the user's wish, the address, and what its server said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from allauth.account.models import EmailAddress as LoginAddress
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from accounts.models import User
from reminders.rules.schedule import next_digest_at

REFUSALS_UNTIL_PAUSE = 3


@dataclass(frozen=True, slots=True)
class MailPause:
    """That mails pause because the address refused them, and since when."""

    since: datetime
    address: str


def plan_digest(user: User, after: datetime) -> datetime | None:
    """Set and return the instant of the next mail after `after`; None when there is none to come."""
    user.next_digest_at = planned_instant(user, after) if has_confirmed_address(user) else None
    user.save(update_fields=["next_digest_at"])
    return user.next_digest_at


def planned_instant(user: User, after: datetime) -> datetime | None:
    """Return the next instant by the user's wish alone, whose address is taken for confirmed."""
    if user.is_sample or not user.is_active or user.digest_paused_at is not None:
        return None
    return next_digest_at(set(user.digest_weekdays), user.digest_hour, user.zone, after)


def has_confirmed_address(user: User) -> bool:
    """Return whether somebody has shown that mails to this address reach the user."""
    return bool(LoginAddress.objects.filter(user=user, email=user.email, verified=True).exists())


@transaction.atomic
def save_digest_settings(*, user: User, weekdays: list[int], hour: int, people: int) -> User:
    """Keep days, hour and number of people, end a pause, and plan the next mail."""
    user.digest_weekdays = sorted(set(weekdays))
    user.digest_hour = hour
    user.digest_people = people
    user.save(update_fields=["digest_weekdays", "digest_hour", "digest_people"])
    resume_mails(user)
    return user


def stop_mails(*, user: User) -> User:
    """Send no more mails until the user chooses days again."""
    user.digest_weekdays = []
    user.save(update_fields=["digest_weekdays"])
    plan_digest(user, timezone.now())
    return user


def resume_mails(user: User) -> None:
    """End a pause and plan the next mail: after the settings were saved, or an address confirmed."""
    user.digest_refusals = 0
    user.digest_paused_at = None
    user.save(update_fields=["digest_refusals", "digest_paused_at"])
    plan_digest(user, timezone.now())


def replan_mails(user: User) -> None:
    """Plan the next mail anew after a change of the time zone; a pause goes on."""
    plan_digest(user, timezone.now())


@transaction.atomic
def count_refusal(*, user: User, now: datetime) -> User:
    """Note that the address was refused for good; the third time in a row, mails pause."""
    User.objects.filter(pk=user.pk).update(digest_refusals=F("digest_refusals") + 1)
    user.refresh_from_db(fields=["digest_refusals"])
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
