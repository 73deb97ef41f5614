"""A digest from rows to a message: people named, what comes up, and the words around them."""

from __future__ import annotations

from datetime import datetime

from django.core.mail import EmailMultiAlternatives

from accounts.models import User
from reminders import services
from reminders.mails import compose_digest
from reminders.models import Digest


def write_mail(*, digest: Digest, user: User, at: datetime) -> EmailMultiAlternatives | None:
    """Name the people of a digest and return its mail as of the local time `at`; None when there is nothing to say."""
    proposal = services.name_people(digest=digest, user=user, on=at.date())
    news = services.news_of_mail(user=user, on=at.date(), digest=digest)
    if not services.has_something_to_say(proposal, news):
        return None
    return compose_digest(digest=digest, user=user, proposal=proposal, news=news, at=at)
