"""The core's Celery tasks: run one job, find what was lost, forget what is over."""

from uuid import UUID

from celery import shared_task
from django.utils import timezone

from netzwerk.core import jobs, purging
from netzwerk.core.heartbeat import Part, note
from netzwerk.core.queues import QUEUES, count_waiting


@shared_task
def run_job(job_id: str) -> None:
    """Claim, run, record. Twice is once: whoever comes second finds nothing to claim."""
    note(Part.WORKER, timezone.now())  # where one worker does everything, the tick waits behind many mails
    job = jobs.claim_job(UUID(job_id), now=timezone.now())
    if job is not None:
        jobs.run_claimed_job(job)


@shared_task
def nudge_due_jobs() -> int:
    """Nudge due jobs, the oldest of each queue, until it is full; return how many. Run each minute by beat.

    What waits in the broker already is nudged again, as nobody can tell it from what a lost broker has forgotten; so
    a queue that is full gets nothing, and a job that is nudged twice costs one query.
    """
    note(Part.WORKER, timezone.now())
    return sum(_fill(queue) for queue in QUEUES)


def _fill(queue: str) -> int:
    room = jobs.FULL_QUEUE - count_waiting(queue)
    due = jobs.due_job_ids(now=timezone.now(), queue=queue, limit=room) if room > 0 else []
    for job_id in due:
        run_job.apply_async(args=(str(job_id),), queue=queue)
    return len(due)


@shared_task
def purge() -> dict[str, int | None]:
    """Forget what is old: jobs that ended, log-ins that ran out, and what each app adds. Run each day by beat."""
    return purging.purge(now=timezone.now())
