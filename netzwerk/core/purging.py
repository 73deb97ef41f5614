"""What is kept for a time and then forgotten: each app says what, and it goes at night, or by `manage.py purge`."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from django.contrib.admin.models import LogEntry
from django.contrib.sessions.models import Session

from netzwerk.core.registry import Purge, purges

logger = logging.getLogger(__name__)

# What operators changed can be looked up for so long.
OPERATIONS_KEPT_FOR = timedelta(days=365)


def purge(*, now: datetime) -> dict[str, int | None]:
    """Forget all that is old; return how many of each, None where it failed, which keeps nothing else from going.

    Twice is once: what is gone already is not found again.
    """
    return {each.name: _forget(each, now) for each in purges}


def forget_ended_sessions(now: datetime) -> int:
    """Delete log-ins that have run out; return how many."""
    return Session.objects.filter(expire_date__lt=now).delete()[0]


def forget_old_operations(now: datetime) -> int:
    """Delete what the log of the admin pages says of more than a year ago; return how many entries."""
    return LogEntry.objects.filter(action_time__lt=now - OPERATIONS_KEPT_FOR).delete()[0]


def _forget(each: Purge, now: datetime) -> int | None:
    try:
        return each.forget(now)
    except Exception as error:
        # The text of an error may hold personal data; its class does not.
        logger.error("purge of %s failed: %s", each.name, type(error).__name__)
        return None
