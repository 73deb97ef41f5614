"""Jobs: rows, not calls. A lost broker loses nothing, a killed worker's job is taken over.

A job is claimed in a short transaction, run outside it, and its result recorded. `attempts` is the fencing token: a
worker whose lease ran out while it was away no longer matches it, and its result is not recorded.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from netzwerk.core.models import Job

if TYPE_CHECKING:
    from accounts.models import User

logger = logging.getLogger(__name__)

Handler = Callable[[Job], None]
_handlers: dict[str, Handler] = {}

MAX_ATTEMPTS = 8
FIRST_RETRY = timedelta(seconds=30)
BATCH = 500
KEPT_FOR = timedelta(weeks=1)


class LostLeaseError(Exception):
    """Another worker has taken this job over; stop without recording anything."""


def job_handler(kind: str) -> Callable[[Handler], Handler]:
    """Register the decorated function for jobs of this kind; it gets the job and enters `acting_as` itself.

    It may run again after a crash, from the start: it must find out what is done already.
    """

    def register(handler: Handler) -> Handler:
        _handlers[kind] = handler
        return handler

    return register


def enqueue_job(
    *,
    kind: str,
    owner: User | int | None = None,
    object_id: UUID | None = None,
    run_at: datetime | None = None,
) -> Job:
    """Write a job down; a worker is nudged once the transaction commits.

    `run_at` defaults to now; a later instant is left to the tick.
    """
    now = timezone.now()
    owner_id = owner if isinstance(owner, int) or owner is None else owner.pk
    job = Job.objects.create(kind=kind, owner_id=owner_id, object_id=object_id, run_at=run_at or now)
    if job.run_at <= now:
        transaction.on_commit(partial(nudge_job, job.pk), robust=True)
    return job


def nudge_job(job_id: UUID) -> None:
    """Tell the broker about a job; when that fails, the tick finds it."""
    from netzwerk.core.tasks import run_job  # noqa: PLC0415 - tasks import this module

    run_job.apply_async(args=(str(job_id),), retry=False)


def due_job_ids(*, now: datetime) -> list[UUID]:
    """Return jobs that wait and are due, and those whose worker has gone silent; oldest first."""
    return list(
        Job.objects.filter(_claimable(now)).order_by("run_at").values_list("pk", flat=True)[:BATCH]
    )  # fmt: skip


def claim_job(job_id: UUID, *, now: datetime) -> Job | None:
    """Take a job for this worker, or return None when somebody else has it or it is done."""
    with transaction.atomic():
        job = Job.objects.select_for_update(skip_locked=True, of=("self",)).filter(_claimable(now), pk=job_id).first()
        if job is None:
            return None
        job.state = Job.State.RUNNING
        job.attempts += 1
        job.leased_until = now + _lease()
        job.save(update_fields=["state", "attempts", "leased_until"])
    return job


def extend_lease(job: Job) -> None:
    """Say that this worker is still at it; raises `LostLeaseError` when another has taken over."""
    if not _mine(job).update(leased_until=timezone.now() + _lease()):
        raise LostLeaseError(job.kind)


def run_claimed_job(job: Job) -> None:
    """Run the handler and record how it went; an error is retried with growing delay, then the job has failed."""
    try:
        _handlers[job.kind](job)
    except LostLeaseError:
        logger.warning("job %s %s was taken over", job.kind, job.pk)
    except Exception as error:
        # The text of an error may hold personal data; its class and the traceback's place do not.
        logger.error("job %s %s failed: %s", job.kind, job.pk, type(error).__name__, exc_info=settings.DEBUG)
        _record_failure(job, type(error).__name__)
    else:
        _mine(job).update(state=Job.State.DONE, leased_until=None, last_error="")


def forget_finished_jobs(*, now: datetime) -> int:
    """Delete jobs that were done, or given up, a week ago or longer; return how many."""
    finished = Job.objects.filter(state__in=[Job.State.DONE, Job.State.FAILED], run_at__lt=now - KEPT_FOR)
    return finished.delete()[0]


def _record_failure(job: Job, error: str) -> None:
    is_last = job.attempts >= MAX_ATTEMPTS
    _mine(job).update(
        state=Job.State.FAILED if is_last else Job.State.WAITING,
        leased_until=None,
        last_error=error[:80],
        run_at=timezone.now() + FIRST_RETRY * 2 ** (job.attempts - 1),
    )


def _claimable(now: datetime) -> Q:
    return Q(state=Job.State.WAITING, run_at__lte=now) | Q(state=Job.State.RUNNING, leased_until__lt=now)


def _mine(job: Job) -> QuerySet[Job]:
    return Job.objects.filter(pk=job.pk, attempts=job.attempts, state=Job.State.RUNNING)


def _lease() -> timedelta:
    return timedelta(seconds=settings.JOB_LEASE_SECONDS)
