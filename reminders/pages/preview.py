"""The page of a preview: the mail, and how it is looked at."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from reminders.mail.previewing import Preview, preview_mail
from reminders.pages.outlook import planned_for
from reminders.services.hindrances import Hindrance, hindrance_of
from reminders.words.when import when_words


@dataclass(frozen=True, slots=True)
class Way:
    """One way to look at the mail."""

    icon: str
    key: str
    label: str | Promise


WAYS = (
    Way("layout-three-columns", "wide", _("On a computer")),
    Way("phone", "narrow", _("On a phone")),
    Way("journal-text", "text", _("As text")),
)


@dataclass(frozen=True, slots=True)
class PreviewPage:
    """What the page shows; `when` is empty where no mail is planned, and it is the mail of today."""

    mail: Preview | None
    way: Way
    when: str
    hindrance: Hindrance | None
    ways: tuple[Way, ...] = WAYS


def preview_of(user: User, *, show: str, now: datetime) -> PreviewPage:
    """Return the page for one of the ways to look at it, the first by default; a fixed number of queries."""
    planned = planned_for(user, now=now)
    hindrance = hindrance_of(user)
    is_planned = hindrance is None and user.next_digest_at is not None
    return PreviewPage(
        mail=preview_mail(user=user, at=planned.at, kind=planned.kind),
        way=next((way for way in WAYS if way.key == show), WAYS[0]),
        when=when_words(planned.at, user.zone) if is_planned else "",
        hindrance=hindrance,
    )
