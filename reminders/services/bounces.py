"""A mail that came back is taken for failed, and a refusal counted; after one that was not wanted, mails pause."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from accounts.models import User
from accounts.services import take_receipt
from accounts.tokens import is_proof_of_login_mail
from netzwerk.core.mail_ids import MailId
from reminders.models import Digest
from reminders.services.refusals import count_refusal, heed_complaint


@transaction.atomic
def note_bounce(*, user: User, digest_id: UUID, problem: str, is_refusal: bool, now: datetime) -> bool:
    """Note that a mail which a server had taken did not arrive; False when it was not sent, or this is known already.

    `problem` is one of `Digest.Problem`. It has covered no day any more, so the next mail tells what it told. Two
    reports at once: the second waits for the first, and then finds nothing that was sent.
    """
    sent = Digest.objects.for_user(user).filter(pk=digest_id, state=Digest.State.SENT)
    if not sent.update(state=Digest.State.FAILED, problem=problem):
        return False
    if is_refusal:
        count_refusal(user=user, now=now)
    return True


@transaction.atomic
def note_complaint(*, user: User, digest_id: UUID, now: datetime) -> bool:
    """Note that somebody called a mail spam, and send no more; False when it was not sent, or this is known already."""
    sent = Digest.objects.for_user(user).filter(pk=digest_id, state=Digest.State.SENT, problem="")
    if not sent.update(problem=Digest.Problem.COMPLAINED):
        return False
    heed_complaint(user=user, now=now)
    return True


@transaction.atomic
def note_login_bounce(*, user: User, mail: MailId, is_refusal: bool, now: datetime) -> bool:
    """Count that the address refused a mail of the log-in; False when it went to another, or this is known already.

    Such mails keep being sent, as each is asked for.
    """
    if not _is_theirs(user, mail):
        return False
    if is_refusal:
        count_refusal(user=user, now=now)
    return True


@transaction.atomic
def note_login_complaint(*, user: User, mail: MailId, now: datetime) -> bool:
    """Note that somebody called a mail of the log-in spam, and send no reminders; False as with `note_login_bounce`."""
    if not _is_theirs(user, mail):
        return False
    heed_complaint(user=user, now=now)
    return True


def _is_theirs(user: User, mail: MailId) -> bool:
    return is_proof_of_login_mail(mail.proof, mail_id=mail.id, address=user.email) and take_receipt(mail.id)
