"""Whether a mail is still wanted when it is about to go out: hours or days may have passed since it was planned."""

from __future__ import annotations

from datetime import date

from accounts.models import User
from reminders.models import Digest, PushSubscription
from reminders.services.hindrances import order_hindrance_of
from reminders.services.planning import can_get_mails, is_within_reach


def is_wanted(*, digest: Digest, user: User, on: date, is_asked_for: bool = False) -> bool:
    """Return whether a mail may go out on the local date `on`: wanted by now, and to an address that is theirs.

    What was asked for, or is to be tried again, needs the address alone.
    """
    if not user.is_active:
        return False
    if is_asked_for or digest.kind not in Digest.BY_ITSELF:
        return order_hindrance_of(user) is None
    is_paused = (user.digest_paused_until or on) > on
    is_told = not user.is_sample and user.deletion_due_at is None
    return bool(user.digest_weekdays) and not is_paused and is_told and is_within_reach(user)


def goes_by_mail(*, digest: Digest, user: User, is_asked_for: bool = False) -> bool:
    """Return whether it goes out as a mail, or to browsers that take notifications alone.

    Whoever chose notifications alone gets mails once no browser takes any: a reminder must arrive somewhere.
    """
    if is_asked_for or digest.kind not in Digest.BY_ITSELF:
        return True
    return can_get_mails(user) and (user.has_mails or not PushSubscription.objects.for_user(user).exists())
