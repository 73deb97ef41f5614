"""The next mail as the settings tell of it: when it comes, whom it will name, or why none comes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from accounts.models import User
from reminders.mail.message import further_dates
from reminders.mail.previewing import draft_mail
from reminders.mail.writing import Content
from reminders.models import Digest
from reminders.queries.leads import has_day_mails, has_day_to_tell
from reminders.rules.schedule import MailKind, kind_on, local_date, next_digest_at
from reminders.services import ComingDate
from reminders.services.hindrances import Hindrance, hindrance_of
from reminders.services.planning import is_on_holiday, rhythm_of
from reminders.words.when import day_words, when_words


@dataclass(frozen=True, slots=True)
class Planned:
    """The instant and kind of the next mail; where none is planned, of one that would go out at once."""

    at: datetime
    kind: str
    on: date


@dataclass(frozen=True, slots=True)
class Outlook:
    """The next mail, or what stands in its way; `paused_until` is the user's own choice."""

    hindrance: Hindrance | None
    paused_until: date | None
    when: str = ""
    is_on_the_day: bool = False
    draft: Content | None = None
    dates: Sequence[ComingDate] = ()

    hindrance_text: str = ""

    @property
    def paused_words(self) -> str:
        """The day before which no mail comes."""
        return day_words(self.paused_until) if self.paused_until else ""


def outlook_of(user: User, *, now: datetime) -> Outlook:
    """Return what the card of the next mail says; a fixed number of queries."""
    hindrance = hindrance_of(user)
    paused_until = paused_until_of(user, now)
    if hindrance or user.next_digest_at is None:
        return Outlook(hindrance, paused_until, hindrance_text=hindrance_words(hindrance, user) if hindrance else "")
    planned = planned_for(user, now=now)
    draft = draft_mail(user=user, at=planned.at, kind=planned.kind)
    return Outlook(
        hindrance=None,
        paused_until=paused_until,
        when=when_words(planned.at, user.zone),
        is_on_the_day=planned.kind == Digest.Kind.DAY,
        draft=draft,
        dates=further_dates(draft.proposal),
    )


def paused_until_of(user: User, now: datetime) -> date | None:
    """Return the day before which the user wants no mails, while it lies ahead."""
    return user.digest_paused_until if is_on_holiday(user, now) else None


def planned_for(user: User, *, now: datetime) -> Planned:
    """Return when the next mail goes out, and of which kind; where none is planned, one that would go out now.

    A day that has an instant for a mail of its own is passed over when it has nothing to tell: a query for each of
    these, and they are fewer than seven, for a chosen weekday ends the search.
    """
    if user.next_digest_at is None:
        return Planned(now, Digest.Kind.SCHEDULED, local_date(now, user.zone))
    rhythm = rhythm_of(user, with_day_mails=has_day_mails(user))
    at: datetime | None = max(user.next_digest_at, now)
    while at is not None:
        on = local_date(at, user.zone)
        if kind_on(rhythm, on) != MailKind.DAY:
            return Planned(at, Digest.Kind.SCHEDULED, on)
        if has_day_to_tell(user=user, on=on):
            return Planned(at, Digest.Kind.DAY, on)
        at = next_digest_at(rhythm, at)
    return Planned(now, Digest.Kind.SCHEDULED, local_date(now, user.zone))


def hindrance_words(hindrance: Hindrance, user: User) -> str:
    """Say what stands in the way of mails."""
    texts = {
        Hindrance.NO_SERVER: _("No mail is set up on this site, so none goes out. Today shows your reminders."),
        Hindrance.SAMPLE: _("The sample account gets no mails."),
        Hindrance.UNCONFIRMED: _("%(address)s is not confirmed yet, so no mail goes there."),
        Hindrance.REFUSED: _("The server of %(address)s refused three mails in a row, so they pause."),
        Hindrance.COMPLAINED: _(
            "A mail to %(address)s was marked as spam in a mail program, so no more go there. If that was a slip, they "
            "can come again."
        ),
        Hindrance.LEAVING: _("No mail comes while your account waits to go."),
        Hindrance.OFF: _("No mail comes at the moment. Choose a day below and save, and they start."),
    }
    return texts[hindrance] % {"address": user.email}
