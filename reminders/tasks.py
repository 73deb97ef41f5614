"""Digests by Celery: due ones claimed by the tick, each sent by a job of its own."""

from __future__ import annotations

from smtplib import SMTPRecipientsRefused

from celery import shared_task
from django.core.mail import EmailMessage
from django.utils import timezone, translation

from accounts.models import User
from netzwerk.core.heartbeat import Part, note
from netzwerk.core.jobs import extend_lease, job_handler, next_try_of
from netzwerk.core.models import Job
from netzwerk.core.walls import acting_as
from reminders import services
from reminders.models import Digest
from reminders.writing import write_mail


@shared_task
def claim_due_digests() -> int:
    """Write a digest and its job for everybody whose instant has come, batch by batch; return how many."""
    now, claimed = timezone.now(), 0
    while batch := services.claim_due_users(now=now):
        claimed += batch
    note(Part.DIGESTS, timezone.now())
    return claimed


@job_handler(services.JOB_KIND)
def send_digest(job: Job) -> None:
    """Choose, write and send one digest, and record how it went.

    A crash before the server accepts loses nothing: the next run names the same people. A crash between the server's
    yes and our record sends a second copy with the same Message-ID, which mail programs show once.
    """
    user = User.objects.filter(pk=job.owner_id, is_active=True).first() if job.owner_id else None
    if user is None or job.object_id is None:
        return
    with acting_as(user), translation.override(user.language), timezone.override(user.zone):
        digest = Digest.objects.for_user(user).filter(pk=job.object_id, state=Digest.State.WAITING).first()
        message = _message(digest, user) if digest else None
    if digest is None or message is None:
        return
    extend_lease(job)
    _deliver(message, digest, user, is_last_try=next_try_of(job, now=timezone.now()) is None)


def _message(digest: Digest, user: User) -> EmailMessage | None:
    """Return the mail as of now; None, and the digest is closed, when there is nothing to say or no wish for it."""
    message = write_mail(digest=digest, user=user, at=timezone.localtime()) if _is_wanted(digest, user) else None
    if message is None:
        services.record_result(digest=digest, state=Digest.State.EMPTY)
    return message


def _is_wanted(digest: Digest, user: User) -> bool:
    return digest.kind not in Digest.BY_ITSELF or bool(user.digest_weekdays and not user.digest_paused_at)


def _deliver(message: EmailMessage, digest: Digest, user: User, *, is_last_try: bool) -> None:
    try:
        message.send()
    except Exception as error:
        is_refused = _is_refused_for_good(error)
        state = Digest.State.FAILED if is_refused or is_last_try else Digest.State.WAITING
        with acting_as(user):
            services.record_result(
                digest=digest,
                state=state,
                problem=Digest.Problem.ADDRESS_REFUSED if is_refused else Digest.Problem.NO_SERVER,
            )
            if is_refused:
                services.count_refusal(user=user, now=timezone.now())
        if not is_refused:
            raise  # the job tries again, later and later
    else:
        with acting_as(user):
            services.record_result(digest=digest, state=Digest.State.SENT, sent_at=timezone.now())
            services.forget_refusals(user=user)


def _is_refused_for_good(error: Exception) -> bool:
    """Return whether the server said that this address will never work (5xx), so that no retry helps."""
    if not isinstance(error, SMTPRecipientsRefused):
        return False
    return all(500 <= code < 600 for code, _text in error.recipients.values())
