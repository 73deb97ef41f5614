"""What Today says about mails: what has not run, why none comes, what became of the last one; a line each at most."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import User
from netzwerk.core.heartbeat import Machinery, machinery
from reminders.models import Digest
from reminders.services.hindrances import Hindrance, hindrance_of
from reminders.services.planning import is_on_holiday
from reminders.words.when import day_words, time_words

# What became of an older mail is history, and stands in the log.
STILL_NEWS = timedelta(weeks=2)


@dataclass(frozen=True, slots=True)
class Link:
    """Where something can be done about it."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Notice:
    """One line about the user's mails; a warning where something did not go as the user wanted it."""

    text: str
    links: tuple[Link, ...] = ()
    is_warning: bool = False


@dataclass(frozen=True, slots=True)
class Notices:
    """What stands above the day; without mails, the page shows all reminders itself."""

    machinery: Machinery
    mail: Notice | None
    has_no_mails: bool

    @property
    def problem(self) -> str:
        """What has not run since when, as far as it concerns this user."""
        return self.machinery.problem_without_mails if self.has_no_mails else self.machinery.problem


def notices_of(*, user: User, now: datetime) -> Notices:
    """Return what there is to say at an instant, in three queries at most."""
    hindrance = None if user.next_digest_at and not user.digest_paused_at else hindrance_of(user)
    pauses = is_on_holiday(user, now)
    return Notices(
        machinery=machinery(now),
        mail=_hindered(hindrance, user) if hindrance else _paused(user) if pauses else _last_mail(user, now),
        has_no_mails=hindrance is not None or pauses,
    )


def _hindered(hindrance: Hindrance, user: User) -> Notice | None:
    match hindrance:
        case Hindrance.NO_SERVER:
            return Notice(_("This site sends no mails. Your reminders are on this page."))
        case Hindrance.UNCONFIRMED:
            words = _("No mails come before you have confirmed %(address)s. Until then, your reminders are here.")
            return Notice(words % {"address": user.email}, (_address(_("Confirm it")),))
        case Hindrance.REFUSED:
            words = _("Your mails pause: the server of %(address)s refused several in a row. Your reminders are here.")
            links = (_address(_("Use another address")), _settings(_("Send them again")))
            return Notice(words % {"address": user.email}, links, is_warning=True)
        case Hindrance.COMPLAINED:
            words = _("A mail to %(address)s was marked as spam, so no more go there. Your reminders are here.")
            return Notice(words % {"address": user.email}, (_settings(_("Send them again")),))
        case Hindrance.OFF:
            words = _("You get no mails, as you chose. Your reminders are on this page.")
            return Notice(words, (_settings(_("Choose days")),))
    return None  # a sample account is only looked at, and the banner tells of one that goes


def _paused(user: User) -> Notice:
    words = _("Your mails pause until %(day)s, as you chose. Your reminders are on this page.")
    day = day_words(user.digest_paused_until) if user.digest_paused_until else ""
    return Notice(words % {"day": day}, (_settings(_("Change that")),))


def _last_mail(user: User, now: datetime) -> Notice | None:
    """Say what became of the last mail, when it could not be sent, or not yet."""
    known = Digest.objects.for_user(user).exclude(state=Digest.State.REPLACED).order_by("-created_at", "-id")
    last = known.filter(created_at__gt=now - STILL_NEWS).first()
    if last is None or not last.problem:
        return None
    words = {"day": date_format(last.for_date, "MONTH_DAY_FORMAT"), "reason": last.get_problem_display()}
    links = (Link(_("See the mails"), reverse("reminders:log")),)
    if last.state == Digest.State.FAILED:
        return Notice(_("Your mail of %(day)s could not be sent. %(reason)s") % words, links, is_warning=True)
    if last.state != Digest.State.WAITING or last.next_try_at is None:
        return None
    text = _("Your mail of %(day)s could not be sent yet. %(reason)s It is tried again at %(time)s.")
    return Notice(text % {**words, "time": time_words(last.next_try_at, user.zone)}, links)


def _address(label: str) -> Link:
    return Link(label, reverse("account_email"))


def _settings(label: str) -> Link:
    return Link(label, reverse("reminders:settings"))
