"""The reconnect mail as a message: subject, text and HTML, and the headers that mail programs act on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from email.utils import format_datetime
from typing import Any, Protocol
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils.translation import get_language

from accounts.models import User
from contacts.models import Contact
from networks.queries.agenda import Kind
from netzwerk.core.agenda import AgendaLine
from netzwerk.core.lines import one_line
from netzwerk.core.links import absolute_url
from netzwerk.core.mail_ids import MailId
from netzwerk.core.mail_naming import naming_headers
from reminders.mail import private, words
from reminders.mail.people import Person, dates_of, people_of
from reminders.models import Digest
from reminders.services import ComingDate, Proposal
from reminders.tokens.mails import sign_unsubscribe
from reminders.words.names import first_name, short_name

_NETWORKS = frozenset(Kind)


class Covering(Protocol):
    """Which days a mail tells of."""

    @property
    def since(self) -> date:
        """The first of them: before the day of the mail, where no mail has told of a day."""


@dataclass(frozen=True, slots=True)
class News:
    """One line about what comes up, and where something can be done about it."""

    title: str
    sentence: str
    url: str


@dataclass(frozen=True, slots=True)
class _Told:
    """All that a mail tells of, and when."""

    digest: Digest
    user: User
    proposal: Proposal
    news: Sequence[AgendaLine]
    on: date
    covered: Covering | None

    @property
    def also(self) -> list[ComingDate]:
        """The dates of people whom the mail does not name anyway."""
        return further_dates(self.proposal)

    @property
    def today(self) -> list[ComingDate]:
        """What a mail on the day itself is about."""
        return [one for one in self.proposal.dates if one.on == self.on] if self.digest.kind == Digest.Kind.DAY else []

    def name(self, contact: Contact) -> str:
        """What somebody is called in the subject."""
        return (first_name if self.user.has_private_mails else short_name)(contact)

    def names_of(self, dates: Sequence[ComingDate]) -> list[str]:
        """Return what people are called, each person once."""
        people = {one.contact.pk: one.contact for one in dates}
        return [self.name(contact) for contact in people.values()]

    def are_birthdays(self, dates: Sequence[ComingDate]) -> bool:
        """Whether the subject may say that all of these are birthdays."""
        return not self.user.has_private_mails and all(one.is_birthday for one in dates)


def compose_digest(
    *,
    digest: Digest,
    user: User,
    proposal: Proposal,
    at: datetime,
    news: Sequence[AgendaLine] = (),
    covered: Covering | None = None,
) -> EmailMultiAlternatives:
    """Return the mail in the active language; `at` is the local time of sending, `news` is what else comes up.

    With private mails it says first names alone. At most four queries, however many people it names.
    """
    digest.owner = user  # so that nobody asks for it again
    unsubscribe_url = absolute_url("reminders:unsubscribe", sign_unsubscribe(user.pk))
    told = _Told(digest, user, proposal, news, at.date(), covered)
    context = _context(told, at) | {"unsubscribe_url": unsubscribe_url}
    message = EmailMultiAlternatives(
        subject=str(context["subject"]),
        body=render_to_string("reminders/mail/digest.txt", context).strip() + "\n",
        to=[user.email],
        headers=_headers(digest, unsubscribe_url, str(context["language"]), at),
    )
    message.attach_alternative(render_to_string("reminders/mail/digest.html", context), "text/html")
    return message


def further_dates(proposal: Proposal) -> list[ComingDate]:
    """Return the birthdays and own dates of people whom the mail does not name anyway."""
    named = {one.contact.pk for one in proposal.people}
    return [one for one in proposal.dates if one.contact.pk not in named]


def _context(told: _Told, at: datetime) -> dict[str, Any]:
    digest, user, also = told.digest, told.user, told.also
    is_private = user.has_private_mails
    people = people_of(told.proposal, digest=digest, on=told.on, is_private=is_private)
    opening = _opening(told)
    return {
        "language": (get_language() or "en").split("-")[0],
        "subject": _subject(told),
        "preheader": _preheader(people, opening),
        "notices": _notices(told),
        "greeting": words.greeting(one_line(user.first_name), at.hour),
        "opening": opening,
        "people": people,
        "also": dates_of(also, digest=digest, on=told.on, is_private=is_private),
        "is_of_today": digest.kind == Digest.Kind.DAY and all(one.on == told.on for one in also),
        "news": _news(told.news, is_private=is_private),
        "agenda_url": "" if is_private else _agenda_url(told.news),
        "reason": words.reason_for_mail(user, digest.kind),
        "settings_url": absolute_url("reminders:settings"),
    }


def _subject(told: _Told) -> str:
    subject = _plain_subject(told)
    return words.test_subject(subject) if told.digest.kind == Digest.Kind.TEST else subject


def _plain_subject(told: _Told) -> str:
    """Return the subject: on a day itself its people, else people first, then dates, then what comes up."""
    if today := told.today:
        return words.day_subject(told.names_of(today), are_birthdays=told.are_birthdays(today))
    if told.proposal.people:
        return words.subject([told.name(one.contact) for one in told.proposal.people], [])
    if also := told.also:
        return words.subject([], told.names_of(also), are_birthdays=told.are_birthdays(also))
    if told.news:
        titles = dict.fromkeys(one_line(line.title) for line in told.news)
        return words.news_subject(list(titles), is_private=told.user.has_private_mails)
    return words.nobody_subject()


def _opening(told: _Told) -> str:
    if today := told.today:
        return words.day_opening(len(today))
    people, also = told.proposal.people, told.also
    if not (people or also or told.news):
        next_at = told.user.next_digest_at
        return words.nobody_opening(next_at and next_at.astimezone(told.user.zone))
    return words.opening(len(people), is_nobody_due=told.proposal.nobody_due, has_dates=bool(also))


def _preheader(people: Sequence[Person], opening: str) -> str:
    """Return what lists of mails show beside the subject: why the first one, where there is one."""
    return f"{people[0].name}: {people[0].sentences[0]}" if people and people[0].sentences else opening


def _notices(told: _Told) -> list[str]:
    """Return what stands on top: that this is a test, or that it comes late."""
    digest, on, covered = told.digest, told.on, told.covered
    if digest.kind == Digest.Kind.TEST:
        return [words.test_notice()]
    if digest.kind not in Digest.BY_ITSELF:
        return []
    if digest.for_date < on:
        return [words.late_notice((on - digest.for_date).days)]
    if covered is not None and covered.since < on:
        return [words.since_notice(covered.since)]
    return []


def _news(lines: Sequence[AgendaLine], *, is_private: bool) -> list[News]:
    if not is_private:
        return [News(one_line(line.title), one_line(line.sentence), f"{settings.BASE_URL}{line.url}") for line in lines]
    of_networks = sum(line.kind in _NETWORKS for line in lines)
    found = []
    if of_networks:
        found.append(News(private.network_news(of_networks), "", absolute_url("networks:agenda")))
    if of_networks < len(lines):
        found.append(News(private.other_news(), "", absolute_url("today:home")))
    return found


def _agenda_url(lines: Sequence[AgendaLine]) -> str:
    return absolute_url("networks:agenda") if any(line.kind in _NETWORKS for line in lines) else ""


def _headers(digest: Digest, unsubscribe_url: str, language: str, at: datetime) -> dict[str, str]:
    host = urlsplit(settings.BASE_URL).hostname
    return {
        "Date": format_datetime(at),
        **naming_headers(MailId(digest.pk)),
        # What mail programs sort it by.
        "List-Id": f"Netzwerk <network-mail.{host}>",
        "List-Unsubscribe": f"<{unsubscribe_url}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Auto-Submitted": "auto-generated",
        # Exchange answers that somebody is away all the same, unless told not to.
        "X-Auto-Response-Suppress": "OOF, AutoReply",
        "Content-Language": language,
    }
