"""The jobs that take an import back, and that forget what is kept for 30 days only."""

from __future__ import annotations

from functools import partial

from celery import shared_task
from django.utils import timezone

from accounts.models import User
from netzwerk.core.jobs import enqueue_job, extend_lease, job_handler, work_in_batches
from netzwerk.core.models import Job
from netzwerk.core.queues import NIGHT
from netzwerk.core.walls import acting_as, owners_with
from transfer import services
from transfer.models import Import
from transfer.services import forgetting, undoing

# How many rows are taken back with one commit.
BATCH = 1000


@job_handler(undoing.KIND)
def run_undo(job: Job) -> None:
    """Take an import back batch by batch; each commits what it took together with what became of the rows.

    So a worker may die anywhere: who takes over goes on with the rows that are left. In the same transaction the lease
    is extended, so a worker that lost it commits nothing.
    """
    if job.owner is None or job.object_id is None:
        return
    owner, before = job.owner, None
    today = timezone.localdate(timezone=owner.zone)
    while before != 0:
        with acting_as(owner):
            extend_lease(job)
            try:
                imported = services.lock_import(owner=owner, import_id=job.object_id)
            except Import.DoesNotExist:
                return
            if imported.state != Import.State.UNDOING:
                return
            before = undoing.undo_batch(owner=owner, imported=imported, before=before, limit=BATCH, today=today)
            if not before:
                undoing.finish_undo(owner=owner, imported=imported, now=timezone.now())


@job_handler(forgetting.KIND, queue=NIGHT)
def run_forgetting(job: Job) -> None:
    """Forget what one user's imports keep no longer, a few at a time; a second run finds what is left."""
    work_in_batches(job, lambda owner: forgetting.forget_next_imports(owner=owner, now=timezone.now()))


@shared_task
def forget_old_imports() -> int:
    """Ask for it where somebody has imports that old; return for how many. Run each night by beat.

    The work is a job of its own, for each of them.
    """
    now = timezone.now()
    wanted = {
        owner.pk
        for rows in (forgetting.past_undo, forgetting.unaccepted)
        for owner in owners_with(User.objects.order_by("pk").iterator(), partial(rows, now=now))
    }
    for owner_id in wanted:
        enqueue_job(kind=forgetting.KIND, owner=owner_id)
    return len(wanted)
