"""Whoever wishes mails, is within reach, and yet has no instant for the next one: found in batches, and planned.

Mail that was set up later than the accounts, a plan that failed, or rows that somebody changed by hand leave them so.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime

from allauth.account.models import EmailAddress as LoginAddress
from django.conf import settings
from django.db import transaction
from django.db.models import F

from accounts.models import User
from netzwerk.core.walls import ask_as_each
from reminders.models import PushSubscription
from reminders.services.planning import plan_digest

BATCH = 500
logger = logging.getLogger(__name__)


def plan_unplanned(*, now: datetime) -> int:
    """Plan the next mail of all of them; return how many. It reads users by their key, a batch at a time."""
    planned, last = 0, 0
    wishful = User.objects.filter(next_digest_at=None, is_active=True, is_sample=False, digest_weekdays__len__gt=0)
    wishful = wishful.filter(deletion_due_at=None)
    while users := list(wishful.filter(pk__gt=last).order_by("pk")[:BATCH]):
        last = users[-1].pk
        planned += sum(_is_planned(user, now) for user in _within_reach(users))
    return planned


def _within_reach(users: Sequence[User]) -> list[User]:
    """Return those whom a mail or a browser reaches, in two round trips."""
    ids = [user.pk for user in users]
    reached: set[int] = set()
    if settings.IS_MAIL_SET_UP:
        confirmed = LoginAddress.objects.filter(user__in=ids, verified=True, email=F("user__email"))
        reached |= set(confirmed.filter(user__digest_paused_at=None).values_list("user_id", flat=True))
    sql = f"SELECT 1 FROM {PushSubscription._meta.db_table} WHERE owner_id = %s LIMIT 1"  # noqa: S608
    with transaction.atomic():
        answers = ask_as_each({pk: (sql, (pk,)) for pk in ids if pk not in reached})
    reached |= {pk for pk, rows in answers.items() if rows}
    return [user for user in users if user.pk in reached]


def _is_planned(user: User, now: datetime) -> bool:
    try:
        return plan_digest(user, now) is not None
    except Exception as error:
        # One broken row, such as a time zone that no longer exists, must not keep everybody else from a mail.
        logger.error("no plan for user %s: %s", user.pk, type(error).__name__)
        return False
