"""Introductions that were noted as give and take, and whom their words name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from accounts.models import User
from contacts.models import Contact, ContactWord, Exchange
from contacts.models.exchange import WAYS
from contacts.rules.search_words import words_of
from matching.rules.path_strengths import INTRODUCED_BY_USER, INTRODUCED_TO_USER
from matching.rules.paths import Link, LinkKind
from netzwerk.core.folding import fold

# The newest so many are read, and so many people who have a word of one of them in their names.
MOST_READ, MOST_OF_ONE, MOST_NAMED = 300, 20, 300
Row = tuple[UUID, UUID, str, str, date]


@dataclass(frozen=True, slots=True)
class Mentions:
    """Who is joined with somebody by an introduction, and the links; who may be on a way is for others to say."""

    people: frozenset[UUID]
    links: tuple[Link, ...]


def mentions_of(owner: User, contact: Contact) -> Mentions:
    """Return who is joined with somebody by an introduction, as far as whole names in its words tell; three queries."""
    # What is asked for or promised has not joined anybody yet.
    made = Exchange.objects.for_user(owner).present().filter(WAYS["received"] | WAYS["given"])
    made = made.filter(kind=Exchange.Kind.INTRODUCTION, contact__isnull=False).exclude(text="").newest_first()
    columns = ("pk", "contact_id", "direction", "text", "happened_on")
    others: list[Row] = list(made.values_list(*columns)[:MOST_READ])
    own: list[Row] = list(made.filter(contact=contact).values_list(*columns)[:MOST_OF_ONE])
    links = (*_that_name(contact, others), *_named_by(owner, contact, own))
    return Mentions(frozenset(link.one for link in links), links)


def _that_name(contact: Contact, rows: list[Row]) -> Iterator[Link]:
    for row in rows:
        if row[1] != contact.pk and _names(row[3], contact.folded_name):
            yield _link(row[1], contact.pk, row)


def _named_by(owner: User, contact: Contact, rows: list[Row]) -> Iterator[Link]:
    if not rows:
        return
    words = sorted({word for row in rows for word in words_of(row[3])})
    having = ContactWord.objects.for_user(owner).filter(word__in=words, part=ContactWord.Part.NAME)
    people = Contact.objects.for_user(owner).present().filter(pk__any_of=having.order_by().values("contact_id"))
    for pk, name in people.exclude(pk=contact.pk).order_by("pk").values_list("pk", "folded_name")[:MOST_NAMED]:
        yield from (_link(pk, contact.pk, row) for row in rows if _names(row[3], name))


def _names(text: str, folded_name: str) -> bool:
    """Whether a text has a whole name of more than one word: of one word, it may be anybody's."""
    return " " in folded_name and f" {folded_name} " in f" {fold(text)} "


def _link(one: UUID, other: UUID, row: Row) -> Link:
    pk, with_whom, direction, text, day = row
    is_theirs = direction in (Exchange.Direction.RECEIVED, Exchange.Direction.ASKED)
    worth = INTRODUCED_TO_USER if is_theirs else INTRODUCED_BY_USER
    return Link(one, other, LinkKind.INTRODUCTION, worth, text, pk, first=day.year, detail=str(with_whom))
