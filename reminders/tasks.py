"""Digests by Celery: due ones claimed by the tick, each sent by a job of its own."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from time import sleep
from uuid import UUID

from celery import shared_task
from django.conf import settings
from django.core.mail import EmailMessage
from django.db import InterfaceError, OperationalError, connection
from django.utils import timezone, translation

from accounts.models import User
from netzwerk.core.heartbeat import Part, note
from netzwerk.core.jobs import LostLeaseError, TryLaterError, extend_lease, job_handler, next_try_of
from netzwerk.core.models import Job
from netzwerk.core.postal import send_mail
from netzwerk.core.queues import MAILS
from netzwerk.core.retries import Retries
from netzwerk.core.walls import acting_as
from reminders import services
from reminders.bounces.mailbox import MailboxError
from reminders.bounces.polling import look_through
from reminders.mail.problems import judge
from reminders.mail.writing import write_mail
from reminders.models import Digest
from reminders.services import eligibility, outcomes, trying, unplanned
from reminders.services.ordering import ASKED_KIND

logger = logging.getLogger(__name__)

PATIENCE = Retries(attempts=5, longest=timedelta(hours=2), lasts=timedelta(hours=48))
# The database is away, not the mail: nothing can be written down, so the job runs again once its lease is over.
DATABASE_AWAY = (OperationalError, InterfaceError)
SECONDS_BETWEEN_NOTES = (0.5, 1, 2, 4, 8)


@shared_task
def claim_due_digests() -> int:
    """Write a digest and its job for everybody whose instant has come, batch by batch; return how many."""
    now, claimed = timezone.now(), 0
    while batch := services.claim_due_users(now=now):
        claimed += batch
    note(Part.DIGESTS, timezone.now())
    return claimed


@shared_task
def plan_unplanned_mails() -> int:
    """Plan the next mail of whoever wishes mails and has none; return how many. Run each night by beat."""
    return unplanned.plan_unplanned(now=timezone.now())


@shared_task
def read_bounces() -> int:
    """Read the delivery reports in the mailbox, where there is one; return how many mails came back."""
    if settings.BOUNCE_MAILBOX is None:
        return 0
    try:
        return look_through(settings.BOUNCE_MAILBOX, now=timezone.now())[1]
    except MailboxError as error:
        logger.warning("the mailbox of bounces could not be read: %s", error)
        return 0


@shared_task
def fail_stranded_digests() -> int:
    """Fail the mails whose job was given up without a word about them; return how many. Run each night by beat."""
    now = timezone.now()
    failed = Job.objects.filter(kind__in=trying.KINDS, state=Job.State.FAILED, owner__isnull=False)
    found = 0
    for user in User.objects.filter(pk__in=failed.values("owner_id")).iterator():
        with acting_as(user):
            found += trying.fail_stranded(user=user, now=now)
    return found


@job_handler(ASKED_KIND, retries=PATIENCE)
@job_handler(services.JOB_KIND, retries=PATIENCE, queue=MAILS)
def send_digest(job: Job) -> None:
    """Look whether a digest is still wanted, choose, write and send it, and record how it went.

    A crash before the server accepts loses nothing: the next run names the same people. A crash between the server's
    yes and our record sends a second copy with the same Message-ID, which mail programs show once.
    """
    user = User.objects.filter(pk=job.owner_id).first() if job.owner_id else None
    digest = _begin(user, job.object_id) if user and job.object_id else None
    if user is None or digest is None:
        return
    try:
        message = _prepare(digest, user, is_asked_for=job.kind == ASKED_KIND)
        if message is not None:
            send_mail(
                message,
                # The last moment to notice that somebody else has the job by now.
                before_content=partial(extend_lease, job),
                while_waiting=partial(_stay, job),
            )
    except (LostLeaseError, *DATABASE_AWAY):
        raise
    except Exception as error:
        _record_failure(job, digest, user, error)
    else:
        if message is not None:
            _insist(partial(_record_sent, digest, user))


def _begin(user: User, digest_id: UUID) -> Digest | None:
    with acting_as(user):
        waiting = {one.pk: one for one in Digest.objects.for_user(user).filter(state=Digest.State.WAITING)}
        digest = waiting.pop(digest_id, None)
        if waiting:
            trying.fail_stranded(user=user, now=timezone.now())
        if digest is not None:
            digest.owner = user  # so that nobody asks for it again
            outcomes.begin_try(digest=digest)
    return digest


def _prepare(digest: Digest, user: User, *, is_asked_for: bool) -> EmailMessage | None:
    """Return the mail as of now; None, and the digest is closed, when there is none to send.

    Where mails are off, its people are named all the same: that is what the notifications of browsers lead to.
    """
    with timezone.override(user.zone):
        at = timezone.localtime()
        with acting_as(user):
            if not eligibility.is_wanted(digest=digest, user=user, on=at.date(), is_asked_for=is_asked_for):
                outcomes.close_unwanted(digest=digest)
                return None
        if not services.take_turn(digest=digest, on=at.date()):
            return None
        with acting_as(user), translation.override(user.language):
            message = write_mail(digest=digest, user=user, at=at)
            if message is None:
                outcomes.record_result(digest=digest, state=Digest.State.EMPTY)
            elif not eligibility.goes_by_mail(digest=digest, user=user, is_asked_for=is_asked_for):
                outcomes.record_sent(digest=digest, user=user, at=timezone.now(), by_mail=False)
                message = None
    return message


def _record_sent(digest: Digest, user: User) -> None:
    with acting_as(user):
        outcomes.record_sent(digest=digest, user=user, at=timezone.now())


def _record_failure(job: Job, digest: Digest, user: User, error: Exception) -> None:
    """Write down what the reader is told, and let the job run again unless no retry helps."""
    now, verdict = timezone.now(), judge(error)
    again_at = None if verdict.is_final else next_try_of(job, now=now)
    # Neither an address nor the server's words; of our own errors the place, which tells nothing either.
    is_ours = verdict.problem == Digest.Problem.OURS
    told = type(error).__name__ if is_ours else str(error)
    logger.warning("digest %s: %s (%s)", digest.pk, verdict.problem, told, exc_info=error if is_ours else None)
    with acting_as(user):
        outcomes.record_failure(
            digest=digest,
            user=user,
            problem=verdict.problem,
            again_at=again_at,
            now=now,
            is_refusal=verdict.is_refusal,
        )
        # Whoever has taken the job over says how it went; then nothing of this is kept.
        extend_lease(job)
    if not verdict.is_final:
        raise TryLaterError(again_at) from error.__cause__ or error


def _stay(job: Job) -> None:
    # The server has the text: whatever it says must be heard, with or without a database.
    try:
        extend_lease(job)
    except DATABASE_AWAY:
        connection.close()  # a broken one would stay so, and the lease run out although the database is back


def _insist(record: Callable[[], None]) -> None:
    """Write down that a mail has gone out; a database that is being restarted is waited for.

    Until it is written down, the next run would send a second copy.
    """
    for seconds in SECONDS_BETWEEN_NOTES:
        try:
            record()
        except DATABASE_AWAY:
            connection.close()
            sleep(seconds)
        else:
            return
    record()
