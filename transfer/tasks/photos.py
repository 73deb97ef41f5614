"""The job that gives people of an import the photos which their cards hold."""

from __future__ import annotations

from netzwerk.core.jobs import extend_lease, job_handler
from netzwerk.core.models import Job
from netzwerk.core.walls import acting_as
from transfer.services.photos import KIND, take_next_photo


@job_handler(KIND)
def run_photos(job: Job) -> None:
    """Take one photo a transaction, so that the lease is extended with each: a large picture takes its seconds.

    A worker that dies leaves at most a file that nobody names, which the nightly sweep deletes.
    """
    if job.owner is None or job.object_id is None:
        return
    number = 0
    while True:
        with acting_as(job.owner):
            extend_lease(job)
            number = take_next_photo(owner=job.owner, import_id=job.object_id, after=number)
        if not number:
            return
