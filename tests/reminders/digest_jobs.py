"""Digests with their jobs, and how a test runs these."""

from __future__ import annotations

from datetime import UTC, datetime

from accounts.models import User
from netzwerk.core import jobs
from netzwerk.core.models import Job
from netzwerk.core.tasks import run_job
from netzwerk.core.walls import acting_as
from reminders.models import Digest
from tests.factories import TODAY
from tests.reminders.people import make_overdue

MONDAY_8 = datetime(2026, 3, 16, 7, tzinfo=UTC)


def order_mail(user: User, **fields: object) -> Job:
    """Return the job of a digest that was planned for `TODAY`."""
    with acting_as(user):
        digest = Digest.objects.create(owner=user, **{"for_date": TODAY, **fields})
    return jobs.enqueue_job(kind="digest", owner=user, object_id=digest.pk)


def order_for_somebody(user: User, **fields: object) -> Job:
    """Return the same, with somebody to name."""
    make_overdue(user)
    return order_mail(user, **fields)


def run(job: Job) -> Digest:
    """Run a job once, and return its digest."""
    run_job(str(job.pk))
    return digest_of(job)


def digest_of(job: Job) -> Digest:
    """Return the digest of a job as it is stored."""
    assert job.owner_id is not None
    assert job.object_id is not None
    with acting_as(job.owner_id):
        return Digest.objects.get(pk=job.object_id)
