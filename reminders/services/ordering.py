"""Mails that the user asks for: today's now, and one to try; they never use up the day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from accounts.models import User
from netzwerk.core.agenda import AgendaLine
from netzwerk.core.jobs import enqueue_job
from reminders.models import Digest
from reminders.services.news import news_of_mail
from reminders.services.proposals import Proposal, propose_people

# A kind of its own: somebody waits for it, so it stands in another queue than the mails of a Monday morning.
ASKED_KIND = "digest-asked"


def order_digest(*, user: User, on: date) -> Digest | None:
    """Write a mail that the user asked for, to be sent at once; None when there is nothing to say."""
    if not has_something_to_say(propose_people(user=user, on=on), news_of_mail(user=user, on=on)):
        return None
    return _order(user, Digest.Kind.NOW, on)


def order_test(*, user: User, on: date) -> Digest:
    """Write a test mail, to be sent at once whatever there is to say; it names whom the mail of the date `on` names."""
    return _order(user, Digest.Kind.TEST, on)


@transaction.atomic
def _order(user: User, kind: str, on: date) -> Digest:
    digest = Digest.objects.create(owner=user, kind=kind, for_date=on)
    enqueue_job(kind=ASKED_KIND, owner=user, object_id=digest.pk)
    return digest


def has_something_to_say(proposal: Proposal, news: Sequence[AgendaLine] = ()) -> bool:
    """Return whether a mail would name anybody, or says what comes up."""
    return bool(proposal.people or proposal.dates or news)
