"""The reconnect mail as a message: subject, text and HTML, and the headers that mail programs act on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils.translation import get_language

from accounts.models import User
from contacts.models import Contact
from contacts.reaching import mail_link
from networks.queries.agenda import Kind
from netzwerk.core.agenda import AgendaLine
from netzwerk.core.links import absolute_url
from reminders import mail_words
from reminders.models import Digest
from reminders.services import ComingDate, Proposal, Suggestion
from reminders.tokens import Act, ActToken, sign_act, sign_unsubscribe


@dataclass(frozen=True, slots=True)
class Link:
    """Where something in the mail leads."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody as the mail shows them."""

    name: str
    organisation: str
    sentences: tuple[str, ...]
    gives: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Birthday:
    """One line of the list of further birthdays and other dates."""

    name: str
    sentence: str


@dataclass(frozen=True, slots=True)
class News:
    """One line about what comes up, and where something can be done about it."""

    title: str
    sentence: str
    url: str


def compose_digest(
    *, digest: Digest, user: User, proposal: Proposal, at: datetime, news: Sequence[AgendaLine] = ()
) -> EmailMultiAlternatives:
    """Return the mail in the active language; `at` is the local time of sending, `news` is what else comes up."""
    unsubscribe_url = absolute_url("reminders:unsubscribe", sign_unsubscribe(user.pk))
    also = further_dates(proposal)
    names = [mail_words.short_name(one.contact) for one in proposal.people]
    context = {
        "language": (get_language() or "en").split("-")[0],
        "subject": _subject(names, also, news),
        "greeting": mail_words.greeting(mail_words.one_line(user.first_name), at.hour),
        "opening": mail_words.opening(len(names), is_nobody_due=proposal.nobody_due, has_dates=bool(also)),
        "people": [_person(one, digest) for one in proposal.people],
        "also": [Birthday(mail_words.one_line(one.contact.name), one.sentence) for one in also],
        "news": [_news(line) for line in news],
        "agenda_url": absolute_url("networks:agenda") if any(line.kind in set(Kind) for line in news) else "",
        "reason": mail_words.reason_for_mail(user, is_asked_for=digest.kind == Digest.Kind.NOW),
        "settings_url": absolute_url("reminders:settings"),
        "unsubscribe_url": unsubscribe_url,
    }
    message = EmailMultiAlternatives(
        subject=str(context["subject"]),
        body=render_to_string("reminders/mail/digest.txt", context).strip() + "\n",
        to=[user.email],
        headers=_headers(digest, unsubscribe_url, str(context["language"])),
    )
    message.attach_alternative(render_to_string("reminders/mail/digest.html", context), "text/html")
    return message


def further_dates(proposal: Proposal) -> list[ComingDate]:
    """Return the birthdays and own dates of people whom the mail does not name anyway."""
    named = {one.contact.pk for one in proposal.people}
    return [one for one in proposal.dates if one.contact.pk not in named]


def _subject(names: Sequence[str], also: Sequence[ComingDate], news: Sequence[AgendaLine]) -> str:
    """Return the subject: people first, else birthdays and dates, else what comes up."""
    if names or also or not news:
        return mail_words.subject(names, _names_of(also), are_birthdays=all(one.is_birthday for one in also))
    return mail_words.news_subject(list(dict.fromkeys(mail_words.one_line(line.title) for line in news)))


def _news(line: AgendaLine) -> News:
    title, sentence = mail_words.one_line(line.title), mail_words.one_line(line.sentence)
    return News(title, sentence, f"{settings.BASE_URL}{line.url}")


def _names_of(dates: Sequence[ComingDate]) -> list[str]:
    """Return the short names, each person once."""
    people = {one.contact.pk: one.contact for one in dates}
    return [mail_words.short_name(contact) for contact in people.values()]


def _headers(digest: Digest, unsubscribe_url: str, language: str) -> dict[str, str]:
    return {
        # From the digest alone, so that a second copy after a crash is recognised as one.
        "Message-ID": f"<digest-{digest.pk}@{urlsplit(settings.BASE_URL).hostname}>",
        "List-Unsubscribe": f"<{unsubscribe_url}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Auto-Submitted": "auto-generated",
        "Content-Language": language,
    }


def _person(suggestion: Suggestion, digest: Digest) -> Person:
    contact = suggestion.contact
    position = contact.current_position
    return Person(
        name=mail_words.one_line(contact.name),
        organisation=mail_words.one_line(position.organisation_name if position else ""),
        sentences=tuple(mail_words.one_line(sentence) for sentence in suggestion.sentences),
        gives=mail_words.one_line(suggestion.gives),
        links=(*_write_links(contact), *_act_links(contact, digest), _log_link(contact)),
    )


def _write_links(contact: Contact) -> Sequence[Link]:
    links = filter(None, (mail_link(email.address) for email in contact.emails.all()))
    return [Link(mail_words.write_label(), link) for link in islice(links, 1)]


def _act_links(contact: Contact, digest: Digest) -> Sequence[Link]:
    return [
        Link(
            mail_words.act_label(act),
            absolute_url("reminders:act", sign_act(ActToken(digest.owner_id, contact.pk, digest.pk, act))),
        )
        for act in (Act.TOUCH, Act.TWO_WEEKS, Act.THREE_MONTHS, Act.REST)
    ]


def _log_link(contact: Contact) -> Link:
    """Return where one says more about it, behind the log-in."""
    return Link(mail_words.log_label(), f"{absolute_url('contacts:moment-log')}?contacts={contact.pk}")
