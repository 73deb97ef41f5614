"""Due users claimed by the tick: a digest, its job and the next instant, written before anything is sent."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from django.db import transaction

from accounts.models import User
from netzwerk.core.jobs import enqueue_job
from netzwerk.core.walls import acting_as
from reminders.models import Digest
from reminders.rules.schedule import MailKind, mail_due
from reminders.services.leads import has_day_mails, has_day_to_tell
from reminders.services.planning import is_on_holiday, planned_instant, rhythm_of

JOB_KIND = "digest"
BATCH = 100
AFTER_A_FAILURE = timedelta(hours=1)
logger = logging.getLogger(__name__)


@transaction.atomic
def claim_due_users(*, now: datetime) -> int:
    """Write the digests of a batch of users whose instant has come, and plan their next ones; return how many.

    All of it or, after a crash, nothing: whoever comes next finds the same users still due. Two at once share the
    users between them.
    """
    due = User.objects.filter(next_digest_at__lte=now, is_active=True).order_by("next_digest_at")
    users = list(due.select_for_update(skip_locked=True)[:BATCH])
    for user in users:
        try:
            with acting_as(user):
                with_day_mails = has_day_mails(user)
                _write_digest(user, now, with_day_mails=with_day_mails)
            # After now, not after the missed instant: several missed ones lead to one mail.
            user.next_digest_at = planned_instant(user, now, with_day_mails=with_day_mails)
        except Exception as error:
            # One broken row, such as a time zone that no longer exists, must not keep everybody else's mail back.
            logger.error("no digest for user %s: %s", user.pk, type(error).__name__)
            user.next_digest_at = now + AFTER_A_FAILURE
    User.objects.bulk_update(users, ["next_digest_at"])
    return len(users)


def _write_digest(user: User, now: datetime, *, with_day_mails: bool) -> None:
    if is_on_holiday(user, now):
        return
    kind, for_date = mail_due(rhythm_of(user, with_day_mails=with_day_mails), user.next_digest_at or now, now)
    if kind == MailKind.DAY and not has_day_to_tell(user=user, on=for_date):
        return
    digest = Digest(owner=user, kind=kind, for_date=for_date)
    Digest.objects.bulk_create([digest], ignore_conflicts=True)
    # The day's digest may exist already; then it has its job, too.
    if Digest.objects.for_user(user).filter(pk=digest.pk).exists():
        enqueue_job(kind=JOB_KIND, owner=user, object_id=digest.pk)
