"""The core's Celery tasks: run one job, find what was lost, forget what is over."""

from uuid import UUID

from celery import shared_task
from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone

from netzwerk.core import jobs


@shared_task
def run_job(job_id: str) -> None:
    """Claim, run, record. Twice is once: whoever comes second finds nothing to claim."""
    job = jobs.claim_job(UUID(job_id), now=timezone.now())
    if job is not None:
        jobs.run_claimed_job(job)


@shared_task
def nudge_due_jobs() -> int:
    """Nudge every due job; return how many. Run each minute by beat."""
    due = jobs.due_job_ids(now=timezone.now())
    for job_id in due:
        run_job.delay(str(job_id))
    return len(due)


@shared_task
def forget_finished_jobs() -> int:
    """Delete jobs that ended a week ago or longer; return how many. Run each day by beat."""
    return jobs.forget_finished_jobs(now=timezone.now())


@shared_task
def forget_ended_sessions() -> None:
    """Delete log-ins that have run out. Run each day by beat."""
    SessionStore.clear_expired()
