"""How sending went, written down for the log of mails, and what follows from it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import F

from accounts.models import User
from netzwerk.core.jobs import enqueue_job
from netzwerk.core.models import Job
from reminders.models import Digest, PushSubscription
from reminders.services.push import PUSH_KIND
from reminders.services.refusals import count_refusal, forget_refusals

_State, _Problem = Digest.State, Digest.Problem


def begin_try(*, digest: Digest) -> None:
    """Count a try; what it comes to is written down later, unless the worker dies."""
    Digest.objects.filter(owner_id=digest.owner_id, pk=digest.pk).update(attempts=F("attempts") + 1)


def close_unwanted(*, digest: Digest) -> None:
    """Send nothing after all, and take back that it covered any days: they belong to the next mail."""
    digest.covers_until = None
    digest.save(update_fields=["covers_until"])
    record_result(digest=digest, state=_State.EMPTY)


@transaction.atomic(savepoint=False)
def record_sent(*, digest: Digest, user: User, at: datetime, by_mail: bool = True) -> None:
    """Write down that the server took a mail, or that it goes to browsers alone; tell those that asked to be told."""
    record_result(digest=digest, state=_State.SENT, sent_at=at)
    if by_mail:
        forget_refusals(user=user, digest=digest)
    _tell_browsers(digest, user)


@transaction.atomic
def record_failure(
    *, digest: Digest, user: User, problem: str, again_at: datetime | None, now: datetime, is_refusal: bool = False
) -> None:
    """Write down why a try failed, and when the next one is; without one the mail has failed.

    Browsers need no mail server, so they are told at the first failure, and not once the mail has been given up.
    `problem` is one of `Digest.Problem`; `is_refusal` counts against the address.
    """
    state = _State.WAITING if again_at else _State.FAILED
    record_result(digest=digest, state=state, problem=problem, next_try_at=again_at)
    if is_refusal:
        count_refusal(user=user, now=now)
    # Without it, the mail is not written yet, and nobody knows what it will say.
    if digest.covers_until is not None or state == _State.FAILED:
        _tell_browsers(digest, user)


def _tell_browsers(digest: Digest, user: User) -> None:
    """Tell the browsers that asked to be told of what came by itself: once, however often the mail is tried."""
    if digest.kind not in Digest.BY_ITSELF or not PushSubscription.objects.for_user(user).exists():
        return
    if not Job.objects.filter(owner_id=user.pk, kind=PUSH_KIND, object_id=digest.pk).exists():
        enqueue_job(kind=PUSH_KIND, owner=user, object_id=digest.pk)


def record_result(
    *,
    digest: Digest,
    state: str,
    problem: str = "",
    sent_at: datetime | None = None,
    next_try_at: datetime | None = None,
) -> Digest:
    """Write down how sending went; `problem` is one of `Digest.Problem`."""
    digest.state = state
    digest.problem = problem
    digest.sent_at = sent_at
    digest.next_try_at = next_try_at
    digest.save(update_fields=["state", "problem", "sent_at", "next_try_at"])
    return digest
