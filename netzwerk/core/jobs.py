"""Jobs: rows, not calls. A lost broker loses nothing, a killed worker's job is taken over.

A job is claimed in a short transaction, run outside it, and its result recorded. `attempts` is the fencing token: a
worker whose lease ran out while it was away no longer matches it, and its result is not recorded.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from time import perf_counter
from typing import TYPE_CHECKING
from uuid import UUID
from zlib import crc32

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from netzwerk.core.measures import tally
from netzwerk.core.models import Job
from netzwerk.core.queues import MOST_IN_QUEUE, QUEUES, WORK, has_room
from netzwerk.core.retries import Retries
from netzwerk.core.trace import about
from netzwerk.core.walls import acting_as

if TYPE_CHECKING:
    from accounts.models import User

logger = logging.getLogger(__name__)

Handler = Callable[[Job], None]

# So many messages a queue may hold before the tick adds no more, as some of them may tell what others told already.
FULL_QUEUE = 5000
KEPT_FOR = timedelta(weeks=1)
# While a new version comes host by host, its jobs meet workers that do not know them.
DEPLOYED_WITHIN, LEFT_FOR = timedelta(days=1), timedelta(minutes=1)


class LostLeaseError(Exception):
    """Another worker has taken this job over; stop without recording anything."""


class TryLaterError(Exception):
    """Raised, from the error itself, by a handler that has recorded a failure together with what follows.

    `at` is when the job runs again, from `next_try_of`; None when it has failed.
    """

    def __init__(self, at: datetime | None) -> None:
        super().__init__()
        self.at = at


@dataclass(frozen=True, slots=True)
class _Kind:
    handler: Handler
    retries: Retries
    queue: str


_handlers: dict[str, _Kind] = {}


def job_handler(kind: str, *, retries: Retries | None = None, queue: str = WORK) -> Callable[[Handler], Handler]:
    """Register the decorated function for jobs of this kind; it gets the job and enters `acting_as` itself.

    It may run again after a crash, from the start: it must find out what is done already. `retries` says how errors
    are answered, `queue` (one of `netzwerk.core.queues`) behind what the job waits.
    """

    def register(handler: Handler) -> Handler:
        _handlers[kind] = _Kind(handler, retries or Retries(), queue)
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
        transaction.on_commit(partial(nudge_job, job), robust=True)
    return job


def enqueue_jobs(*, kind: str, objects: Iterable[tuple[int, UUID]]) -> list[Job]:
    """Write a job for each owner and object, all due now, with one query; workers are nudged at the commit."""
    now = timezone.now()
    jobs = Job.objects.bulk_create(
        [Job(kind=kind, owner_id=owner_id, object_id=object_id, run_at=now) for owner_id, object_id in objects]
    )
    for job in jobs:
        transaction.on_commit(partial(nudge_job, job), robust=True)
    return jobs


def nudge_job(job: Job) -> None:
    """Tell the broker about a job; when that fails, or there is enough in its queue, the tick finds it."""
    from netzwerk.core.tasks import run_job  # noqa: PLC0415 - tasks import this module

    if has_room(queue_of(job.kind), most=MOST_IN_QUEUE):
        run_job.apply_async(args=(str(job.pk),), queue=queue_of(job.kind), retry=False)


def queue_of(kind: str) -> str:
    """Return the queue in which jobs of a kind wait; kinds of another version of the program wait with the rest."""
    return _handlers[kind].queue if kind in _handlers else WORK


def due_job_ids(*, now: datetime, queue: str | None = None, limit: int = FULL_QUEUE) -> list[UUID]:
    """Return jobs whose worker has gone silent, then those that wait and are due, oldest first; of one queue or all."""
    jobs = Job.objects.filter(_in_queue(queue))
    # One after the other: each has its own index, and the second stops at the limit.
    silent = jobs.filter(_silent(now)).order_by("leased_until").values_list("pk", flat=True)[:limit]
    waiting = jobs.filter(_waiting(now)).order_by("run_at").values_list("pk", flat=True)
    found = list(silent)
    return found + list(waiting[: limit - len(found)])


def claim_job(job_id: UUID, *, now: datetime) -> Job | None:
    """Take a job for this worker, or return None when somebody else has it or it is done; one statement."""
    # Two at once: the second waits for the first, and then finds nothing that waits.
    sql = f"""
        UPDATE {Job._meta.db_table} SET state = %(running)s, attempts = attempts + 1, leased_until = %(until)s
        WHERE id = %(id)s
            AND (state = %(waiting)s AND run_at <= %(now)s OR state = %(running)s AND leased_until < %(now)s)
        RETURNING *"""  # noqa: S608
    states = {"running": Job.State.RUNNING.value, "waiting": Job.State.WAITING.value}
    claimed = Job.objects.raw(sql, {**states, "id": job_id, "now": now, "until": now + _lease()})
    return next(iter(claimed), None)


def extend_lease(job: Job, *, by: timedelta | None = None) -> None:
    """Say that this worker is still at it; raises `LostLeaseError` when another has taken over.

    `by` is for a step that may last longer than the usual lease and cannot be divided.
    """
    if not _mine(job).update(leased_until=timezone.now() + max(by or _lease(), _lease())):
        raise LostLeaseError(job.kind)


def work_in_batches(job: Job, step: Callable[[User], bool]) -> None:
    """Do one batch after the other as the job's owner until a step says that there is no more.

    Each is a transaction that only the worker who holds the job can commit. So a worker may die anywhere: who takes
    over finds in the rows what is done.
    """
    if job.owner is None:
        return
    is_more = True
    while is_more:
        with acting_as(job.owner):
            extend_lease(job)
            is_more = step(job.owner)


def next_try_of(job: Job, *, now: datetime) -> datetime | None:
    """Return when a job runs again that fails now; None when this is its last try."""
    retries = _handlers[job.kind].retries if job.kind in _handlers else Retries()
    chance = crc32(job.pk.bytes) / 2**32
    return retries.next_try(attempts=job.attempts, written_at=job.created_at, now=now, chance=chance)


def run_claimed_job(job: Job) -> None:
    """Run the handler and record how it went; an error is retried with growing delay, then the job has failed."""
    began = perf_counter()
    with about(job=str(job.pk), kind=job.kind):
        outcome = _run(job)
        milliseconds = round((perf_counter() - began) * 1000)
        facts = {"outcome": outcome, "milliseconds": milliseconds}
        logger.info("job %s %s in %s ms", job.kind, outcome, milliseconds, extra=facts)
    tally("jobs", job.kind, outcome)


def _run(job: Job) -> str:
    """Run the handler and record how it went; return that in one word."""
    if job.kind not in _handlers and timezone.now() < job.created_at + DEPLOYED_WITHIN:
        # Written by a newer version, whose worker will know it.
        _mine(job).update(state=Job.State.WAITING, leased_until=None, run_at=timezone.now() + LEFT_FOR)
        return "left"
    try:
        _handlers[job.kind].handler(job)
    except LostLeaseError:
        logger.warning("job %s %s was taken over", job.kind, job.pk)
        return "lost"
    except TryLaterError as error:
        return _record_failure(job, error.__cause__ or error, error.at)
    except Exception as error:
        return _record_failure(job, error, next_try_of(job, now=timezone.now()))
    _mine(job).update(state=Job.State.DONE, leased_until=None, last_error="")
    return "done"


@transaction.atomic
def retry_failed(*, jobs: QuerySet[Job], now: datetime) -> list[Job]:
    """Let those of these jobs that failed run once more, and return them; a worker is nudged at the commit.

    They keep the number of their tries, by which a worker that was away too long is told apart: so each gets one more.
    """
    failed = list(jobs.filter(state=Job.State.FAILED).select_for_update(of=("self",)))
    for job in failed:
        job.state, job.run_at, job.last_error = Job.State.WAITING, now, ""
        transaction.on_commit(partial(nudge_job, job), robust=True)
    Job.objects.bulk_update(failed, ["state", "run_at", "last_error"])
    return failed


def forget_finished_jobs(now: datetime) -> int:
    """Delete jobs that were done, or given up, a week ago or longer; return how many."""
    finished = Job.objects.filter(state__in=[Job.State.DONE, Job.State.FAILED], run_at__lt=now - KEPT_FOR)
    return finished.delete()[0]


def _record_failure(job: Job, error: BaseException, again_at: datetime | None) -> str:
    # The text of an error may hold personal data; its class and the traceback's place do not.
    name = type(error).__name__
    logger.error("job %s %s failed: %s", job.kind, job.pk, name, exc_info=error if settings.DEBUG else None)
    _mine(job).update(
        state=Job.State.WAITING if again_at else Job.State.FAILED,
        leased_until=None,
        last_error=name[:80],
        run_at=again_at or timezone.now(),
    )
    return "retried" if again_at else "failed"


def _in_queue(queue: str | None) -> Q:
    if queue is None:
        return Q()
    kinds = {other: [kind for kind in _handlers if queue_of(kind) == other] for other in QUEUES}
    if queue != WORK:
        return Q(kind__in=kinds[queue])
    elsewhere = [kind for other, its_kinds in kinds.items() if other != WORK for kind in its_kinds]
    return ~Q(kind__in=elsewhere)


def _waiting(now: datetime) -> Q:
    return Q(state=Job.State.WAITING, run_at__lte=now)


def _silent(now: datetime) -> Q:
    return Q(state=Job.State.RUNNING, leased_until__lt=now)


def _mine(job: Job) -> QuerySet[Job]:
    return Job.objects.filter(pk=job.pk, attempts=job.attempts, state=Job.State.RUNNING)


def _lease() -> timedelta:
    return timedelta(seconds=settings.JOB_LEASE_SECONDS)
