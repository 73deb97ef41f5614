"""The jobs of networks: a membership whose last day has come."""

from __future__ import annotations

from django.utils import timezone

from networks.models import Membership
from networks.services import leaving
from netzwerk.core.jobs import extend_lease, job_handler
from netzwerk.core.models import Job
from netzwerk.core.walls import acting_as


@job_handler(leaving.KIND)
def run_end_of_membership(job: Job) -> None:
    """Move a network to *left* on the day after the last one; a second run finds it moved.

    One in the bin is moved as well: when it comes back, it is not a membership that has long been over.
    """
    if job.owner is None or job.object_id is None:
        return
    with acting_as(job.owner):
        extend_lease(job)
        found = Membership.objects.for_user(job.owner).filter(pk=job.object_id).first()
        if found is not None:
            found.owner = job.owner
            leaving.end_membership(membership=found, today=timezone.localdate(timezone=job.owner.zone))
