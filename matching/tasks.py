"""The jobs of matching: how far people reach, measured when it is first asked for and at night where it changed."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from accounts.models import User
from matching.services import measuring
from netzwerk.core.jobs import enqueue_job, extend_lease, job_handler
from netzwerk.core.models import Job
from netzwerk.core.queues import NIGHT
from netzwerk.core.walls import acting_as


@job_handler(measuring.KIND, queue=NIGHT)
def run_measuring(job: Job) -> None:
    """Read, measure outside any transaction, and keep it; where nothing changed since it was kept, do nothing.

    A crash before the end loses only the work: what was measured before stays, and the next run begins anew.
    """
    if job.owner is None:
        return
    now = timezone.now()
    with acting_as(job.owner):
        if not measuring.has_changed(owner=job.owner, now=now):
            return
        circle = measuring.read_circle(owner=job.owner)
    measured = measuring.measure(circle)
    with acting_as(job.owner):
        extend_lease(job)
        measuring.keep_bridges(owner=job.owner, measured=measured, now=now)


@shared_task
def measure_where_it_changed() -> int:
    """Ask for a measurement for everybody who uses the program; return for how many. Run each night by beat.

    The job itself looks whether anything changed: only there are the owner's rows seen.
    """
    owners = User.objects.filter(is_active=True).values_list("pk", flat=True)
    asked = 0
    for owner_id in owners.iterator():
        enqueue_job(kind=measuring.KIND, owner=owner_id)
        asked += 1
    return asked
