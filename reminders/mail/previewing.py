"""The next mail before it exists: by the code that will write it, harmless to look at."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from django.core.mail import EmailMultiAlternatives
from django.utils import timezone, translation

from accounts.models import User
from reminders.mail import writing
from reminders.mail.writing import Content
from reminders.models import Digest

_HREF = re.compile(r'\shref="[^"]*"')
_TOKEN = re.compile(r"(/(?:act|unsubscribe)/)[^\s/]+")


@dataclass(frozen=True, slots=True)
class Preview:
    """A mail to look at: nothing in it can be opened or does anything."""

    subject: str
    text: str
    html: str


def draft_mail(*, user: User, at: datetime, kind: str) -> Content:
    """Return what the mail of a kind would say at an instant, in the active language; a fixed number of queries."""
    local = at.astimezone(user.zone)
    return writing.content_of(digest=Digest(owner=user, kind=kind, for_date=local.date()), user=user, at=local)


def preview_mail(*, user: User, at: datetime, kind: str) -> Preview | None:
    """Return the mail of a kind as it would go out at an instant; None when it would have nothing to say."""
    with translation.override(user.language), timezone.override(user.zone):
        message = writing.preview_mail(user=user, at=at.astimezone(user.zone), kind=kind)
    return _harmless(message) if message else None


def _harmless(message: EmailMultiAlternatives) -> Preview:
    """Take the addresses out of the links, and out of the text the signatures that would make them work."""
    html = str(message.alternatives[0][0])
    return Preview(str(message.subject), _TOKEN.sub(r"\1…", str(message.body)), _HREF.sub("", html))
