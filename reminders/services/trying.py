"""A mail that failed, tried again; and mails that nobody tries any more, found."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from accounts.models import User
from netzwerk.core.jobs import enqueue_job
from netzwerk.core.models import Job
from reminders.models import Digest
from reminders.services.claiming import JOB_KIND
from reminders.services.ordering import ASKED_KIND

KINDS = (JOB_KIND, ASKED_KIND)
# Digest and job are written together, so an hour is more than any transaction needs.
SETTLED_AFTER = timedelta(hours=1)


@transaction.atomic
def try_again(*, digest: Digest, now: datetime) -> bool:
    """Send a mail that failed once more, under the same Message-ID, with all its tries; False when it has not failed.

    Twice is once. One that a newer mail has replaced meanwhile is noticed when it takes its turn.
    """
    owned = Digest.objects.filter(owner_id=digest.owner_id, pk=digest.pk)
    if not owned.filter(state=Digest.State.FAILED).update(
        state=Digest.State.WAITING, problem="", attempts=0, next_try_at=None
    ):
        return False
    # A worker that died between its note and the end of the job must not come back to it.
    Job.objects.filter(owner_id=digest.owner_id, object_id=digest.pk, kind__in=KINDS).delete()
    enqueue_job(kind=ASKED_KIND, owner=digest.owner_id, object_id=digest.pk, run_at=now)
    digest.refresh_from_db()
    return True


def fail_stranded(*, user: User, now: datetime) -> int:
    """Fail the mails that wait without a job that would send them, so that their owner sees them; return how many.

    No path of the program leaves one behind; a job that failed while the database could not be written, or rows that
    somebody deleted, may.
    """
    waiting = Digest.objects.for_user(user).filter(state=Digest.State.WAITING, created_at__lt=now - SETTLED_AFTER)
    found = set(waiting.values_list("pk", flat=True))
    if not found:
        return 0
    at_work = Job.objects.filter(owner=user, object_id__in=found, state__in=[Job.State.WAITING, Job.State.RUNNING])
    stranded = found - set(at_work.values_list("object_id", flat=True))
    return waiting.filter(pk__in=stranded).update(
        state=Digest.State.FAILED, problem=Digest.Problem.OURS, next_try_at=None
    )
