"""A mail that came back: taken for failed, and counted against its address where that refused it for good."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from accounts.models import User
from reminders.models import Digest
from reminders.services.refusals import count_refusal


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
