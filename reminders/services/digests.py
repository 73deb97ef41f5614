"""Digests as rows: due ones claimed, people named, the result of sending recorded."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction

from accounts.models import User
from netzwerk.core.agenda import AgendaLine
from netzwerk.core.jobs import enqueue_job
from netzwerk.core.walls import acting_as
from reminders.models import Digest, DigestPerson
from reminders.rules.schedule import local_date
from reminders.services.news import news_of_mail
from reminders.services.planning import planned_instant
from reminders.services.proposals import Proposal, Suggestion, propose_people

JOB_KIND = "digest"
BATCH = 100
# A mail that is later than this belongs to the day on which it is sent, so that after a long outage it takes that
# day's place and nobody gets two within hours.
STILL_ON_TIME = timedelta(hours=6)
AFTER_A_FAILURE = timedelta(hours=1)
logger = logging.getLogger(__name__)


@transaction.atomic
def claim_due_users(*, now: datetime) -> int:
    """Write the digests of a batch of users whose instant has come, and plan their next ones; return how many.

    All of it or, after a crash, nothing: whoever comes next finds the same users still due. Two at once share the
    users between them.
    """
    due = User.objects.filter(next_digest_at__lte=now, is_active=True).order_by("next_digest_at")
    users = list(due.select_for_update(skip_locked=True)[:BATCH])
    for user in users:
        try:
            _write_scheduled(user, now)
            # After now, not after the missed instant: several missed ones lead to one mail.
            user.next_digest_at = planned_instant(user, now)
        except Exception as error:
            # One broken row, such as a time zone that no longer exists, must not keep everybody else's mail back.
            logger.error("no digest for user %s: %s", user.pk, type(error).__name__)
            user.next_digest_at = now + AFTER_A_FAILURE
    User.objects.bulk_update(users, ["next_digest_at"])
    return len(users)


def _write_scheduled(user: User, now: datetime) -> None:
    planned = user.next_digest_at
    is_on_time = planned is not None and now - planned < STILL_ON_TIME
    for_date = local_date(planned if planned and is_on_time else now, user.zone)
    digest = Digest(owner=user, for_date=for_date)
    with acting_as(user):
        Digest.objects.bulk_create([digest], ignore_conflicts=True)
        # The day's digest may exist already; then it has its job, too.
        if Digest.objects.for_user(user).filter(pk=digest.pk).exists():
            enqueue_job(kind=JOB_KIND, owner=user, object_id=digest.pk)


@transaction.atomic
def order_digest(*, user: User, on: date) -> Digest | None:
    """Write a mail that the user asked for, to be sent at once; None when there is nothing to say."""
    if not has_something_to_say(propose_people(user=user, on=on), news_of_mail(user=user, on=on)):
        return None
    digest = Digest.objects.create(owner=user, kind=Digest.Kind.NOW, for_date=on)
    enqueue_job(kind=JOB_KIND, owner=user, object_id=digest.pk)
    return digest


def has_something_to_say(proposal: Proposal, news: Sequence[AgendaLine] = ()) -> bool:
    """Return whether a mail would name anybody, or says what comes up."""
    return bool(proposal.people or proposal.dates or news)


def name_people(*, digest: Digest, user: User, on: date) -> Proposal:
    """Choose the people of a digest and write them down; a second run keeps those of the first who still fit."""
    named = set(DigestPerson.objects.for_user(user).filter(digest=digest).values_list("contact_id", flat=True))
    proposal = propose_people(user=user, on=on)
    if named and named != {one.contact.pk for one in proposal.people}:
        proposal = _narrowed(proposal, propose_people(user=user, on=on, only=named))
    _write_names(digest, user, on, proposal.people)
    return proposal


def _narrowed(everybody: Proposal, named: Proposal) -> Proposal:
    return Proposal(named.people, everybody.nobody_due, everybody.due_count, everybody.dates)


def _write_names(digest: Digest, user: User, on: date, people: Sequence[Suggestion]) -> None:
    contact_ids: list[UUID] = [one.contact.pk for one in people]
    rows = DigestPerson.objects.for_user(user).filter(digest=digest)
    rows.exclude(contact_id__in=contact_ids).delete()
    DigestPerson.objects.bulk_create(
        [
            DigestPerson(owner=user, digest=digest, contact=one.contact, position=place, named_on=on)
            for place, one in enumerate(people)
        ],
        # A second run may be on the next day.
        update_conflicts=True,
        unique_fields=["owner", "digest", "contact"],
        update_fields=["position", "named_on"],
    )


def record_result(*, digest: Digest, state: str, error: str = "", sent_at: datetime | None = None) -> Digest:
    """Write down how sending went; `error` is the class of an error, never its text."""
    digest.state = state
    digest.last_error = error[:80]
    digest.sent_at = sent_at
    digest.save(update_fields=["state", "last_error", "sent_at"])
    return digest
