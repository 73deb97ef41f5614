"""A digest from rows to a message: people named, what comes up, and the words around them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.core.mail import EmailMultiAlternatives

from accounts.models import User
from netzwerk.core.agenda import AgendaLine
from reminders import services
from reminders.mail.message import compose_digest
from reminders.models import Digest
from reminders.queries.covering import Covered, covered_by
from reminders.services import Proposal


@dataclass(frozen=True, slots=True)
class Content:
    """What a mail says by the facts of now, before any word of it is written."""

    covered: Covered
    proposal: Proposal
    news: Sequence[AgendaLine]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to say, and so no mail."""
        return not services.has_something_to_say(self.proposal, self.news)


def write_mail(*, digest: Digest, user: User, at: datetime) -> EmailMultiAlternatives | None:
    """Name the people of a digest and return its mail as of the local time `at`; None when there is nothing to say."""
    on = date_of_mail(digest, at)
    covered = covered_by(user=user, on=on, digest=digest)
    proposal = services.name_people(digest=digest, user=user, on=on, covered=covered)
    news = services.news_of_mail(user=user, on=on, covered=covered)
    return _composed(digest, user, Content(covered, proposal, news), at)


def preview_mail(*, user: User, at: datetime, kind: str = Digest.Kind.SCHEDULED) -> EmailMultiAlternatives | None:
    """Return the mail that would go out at the local time `at`, by the same code, and write nothing down."""
    digest = Digest(owner=user, kind=kind, for_date=at.date())
    return _composed(digest, user, content_of(digest=digest, user=user, at=at), at)


def content_of(*, digest: Digest, user: User, at: datetime) -> Content:
    """Return what the mail of a digest, which need not be stored, says at the local time `at`; writes nothing down."""
    on = date_of_mail(digest, at)
    covered = covered_by(user=user, on=on, digest=digest)
    return Content(
        covered,
        services.propose_people(user=user, on=on, covered=covered),
        services.news_of_mail(user=user, on=on, covered=covered),
    )


def date_of_mail(digest: Digest, at: datetime) -> date:
    """Return the local date of which the mail speaks: today's or, of a test, that of the mail which it goes before."""
    return max(digest.for_date, at.date()) if digest.kind == Digest.Kind.TEST else at.date()


def _composed(digest: Digest, user: User, content: Content, at: datetime) -> EmailMultiAlternatives | None:
    if content.is_empty and digest.kind != Digest.Kind.TEST:
        return None
    return compose_digest(
        digest=digest, user=user, proposal=content.proposal, news=content.news, at=at, covered=content.covered
    )
