"""The next mail before it exists: by the code that will write it, and without writing anything down."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.mail import EmailMultiAlternatives
from django.utils import timezone, translation

from accounts.models import User
from netzwerk.core.agenda import AgendaLine
from reminders import services
from reminders.mails import compose_digest
from reminders.models import Digest
from reminders.services import Proposal

_HREF = re.compile(r'\shref="[^"]*"')
_TOKEN = re.compile(r"(/(?:act|unsubscribe)/)[^\s/]+")


@dataclass(frozen=True, slots=True)
class Draft:
    """What a mail would say by the facts of now."""

    proposal: Proposal
    news: Sequence[AgendaLine]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to say, and so no mail."""
        return not services.has_something_to_say(self.proposal, self.news)


@dataclass(frozen=True, slots=True)
class Preview:
    """A mail to look at: nothing in it can be opened or does anything."""

    subject: str
    text: str
    html: str


def draft_mail(*, user: User, at: datetime, kind: str) -> Draft:
    """Return what the mail of a kind would say at an instant, in the active language; a fixed number of queries."""
    return _draft(user, at.astimezone(user.zone), _unwritten(user, at, kind))


def preview_mail(*, user: User, at: datetime, kind: str) -> Preview | None:
    """Return the mail of a kind as it would go out at an instant; None when it would have nothing to say.

    A pure question: the same facts and the same date give the same people in the same order as the mail itself.
    """
    digest = _unwritten(user, at, kind)
    with translation.override(user.language), timezone.override(user.zone):
        local = timezone.localtime(at)
        draft = _draft(user, local, digest)
        if draft.is_empty:
            return None
        return _harmless(
            compose_digest(digest=digest, user=user, proposal=draft.proposal, news=draft.news, at=local)
        )  # fmt: skip


def _unwritten(user: User, at: datetime, kind: str) -> Digest:
    return Digest(owner=user, kind=kind, for_date=at.astimezone(user.zone).date())


def _draft(user: User, local: datetime, digest: Digest) -> Draft:
    on = local.date()
    proposal = services.propose_people(user=user, on=on)
    return Draft(proposal, services.news_of_mail(user=user, on=on, digest=digest))


def _harmless(message: EmailMultiAlternatives) -> Preview:
    """Take the addresses out of the links, and out of the text the signatures that would make them work."""
    html = str(message.alternatives[0][0])
    return Preview(str(message.subject), _TOKEN.sub(r"\1…", str(message.body)), _HREF.sub("", html))
