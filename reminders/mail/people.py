"""The people of a mail as it shows them: what is said of each, and the links beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from contacts.models import Contact
from contacts.reaching import mail_link, number_link
from netzwerk.core.lines import one_line
from netzwerk.core.links import absolute_url
from reminders.mail import private, words
from reminders.mail.facts import Known, known_of
from reminders.mail.questions import Ground, question_for
from reminders.models import Digest
from reminders.services import ComingDate, Proposal, Suggestion
from reminders.tokens.mails import Act, ActToken, sign_act
from reminders.words.names import first_name

ACTS = (Act.TOUCH, Act.TWO_WEEKS, Act.THREE_MONTHS, Act.REST)


@dataclass(frozen=True, slots=True)
class Link:
    """Where something in the mail leads."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody as the mail shows them: why now, and lines about the last moment, what to give and what to ask.

    `write` opens the mail program or dials; `acts` are done without log-in, `page` is behind it, where `write` does not
    lead there anyway.
    """

    name: str
    organisation: str
    sentences: tuple[str, ...]
    lines: tuple[str, ...]
    write: Link | None
    acts: tuple[Link, ...]
    page: Link | None


@dataclass(frozen=True, slots=True)
class DateLine:
    """One line of the list of further birthdays and other dates; with links on the day itself."""

    name: str
    sentence: str
    links: tuple[Link, ...] = ()


def people_of(proposal: Proposal, *, digest: Digest, on: date, is_private: bool) -> list[Person]:
    """Return whom the mail names, as they are shown; in a private mail nothing is looked up about them."""
    if is_private:
        return [_private(one.contact, proposal, digest, on) for one in proposal.people]
    known = known_of(digest.owner, [one.contact.pk for one in proposal.people], on)
    people: list[Person] = []
    taken: set[str] = set()
    for one in proposal.people:
        question = _question(one.contact, known[one.contact.pk], digest, on, taken)
        taken.add(question)
        people.append(_person(one, digest, known[one.contact.pk], question))
    return people


def dates_of(dates: Sequence[ComingDate], *, digest: Digest, on: date, is_private: bool) -> list[DateLine]:
    """Return the further dates as lines; in a mail on the day itself with links to write and to note it."""
    lines: list[DateLine] = []
    last = {one.contact.pk: one for one in dates}
    for one in dates:
        name = first_name(one.contact) if is_private else one_line(one.contact.name)
        sentence = private.remember_words(one.on, on) if is_private else one_line(one.sentence)
        links: tuple[Link, ...] = ()
        if digest.kind == Digest.Kind.DAY and one is last[one.contact.pk]:
            write = page_of(one.contact, words.write_label()) if is_private else _write(one.contact)
            links = (*([write] if write else []), _act(one.contact, digest, Act.TOUCH))
        line = DateLine(name, sentence, links)
        # Two dates of one day are one line where neither is told.
        if line not in lines:
            lines.append(line)
    return lines


def page_of(contact: Contact, label: str) -> Link:
    """Return the link to somebody's page, behind the log-in."""
    return Link(label, absolute_url("contacts:contact-detail", contact.pk))


def _person(suggestion: Suggestion, digest: Digest, known: Known, question: str) -> Person:
    contact = suggestion.contact
    position = contact.current_position
    last = words.last_words(known.last) if known.last else ""
    return Person(
        name=one_line(contact.name),
        organisation=one_line(position.organisation_name if position else ""),
        sentences=tuple(one_line(sentence) for sentence in suggestion.sentences),
        lines=tuple(filter(None, (last, words.gives_words(suggestion.gives), question))),
        write=_write(contact),
        acts=tuple(_act(contact, digest, act) for act in ACTS),
        page=page_of(contact, words.page_label()),
    )


def _private(contact: Contact, proposal: Proposal, digest: Digest, on: date) -> Person:
    days = [one.on for one in proposal.dates if one.contact.pk == contact.pk]
    return Person(
        name=first_name(contact),
        organisation="",
        sentences=private.why_words(contact, days, on),
        lines=(),
        # A mailto link would tell the address.
        write=page_of(contact, words.write_label()),
        acts=tuple(_act(contact, digest, act) for act in ACTS),
        page=None,
    )


def _question(contact: Contact, known: Known, digest: Digest, on: date, taken: set[str]) -> str:
    ground = Ground(
        asks=one_line(known.asks),
        has_note=bool(known.last and words.note_words(known.last)),
        step=one_line(known.step),
    )
    return question_for(ground, user_id=digest.owner_id, contact_id=contact.pk, on=on, taken=taken)


def _write(contact: Contact) -> Link | None:
    """Return the link that opens the mail program or, without an address, dials; None with neither."""
    return next(_ways(contact), None)


def _ways(contact: Contact) -> Iterator[Link]:
    for email in contact.emails.all():
        if link := mail_link(email.address):
            yield Link(words.write_label(), link)
    for phone in contact.phones.all():
        if link := number_link(phone):
            yield Link(words.call_label(), link)


def _act(contact: Contact, digest: Digest, act: Act) -> Link:
    token = sign_act(ActToken(digest.owner_id, contact.pk, digest.pk, act))
    return Link(words.act_label(act), absolute_url("reminders:act", token))
