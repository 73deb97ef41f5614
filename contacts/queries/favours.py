"""Whom one could introduce to whom: what people seek and offer, without those who know each other already."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from accounts.models import User
from contacts.models import Contact, DeclinedPair, Tie, Topic
from contacts.rules import favours as rules
from contacts.rules.pairs import Pair, pair_of

# Of more topics, the newest count: to compare twice as many takes twice as long, half a second.
MOST_TOPICS = 2_000


@dataclass(frozen=True, slots=True)
class FavourFound:
    """That the user could introduce two people, and the facts: what one seeks, and what the other offers."""

    seeker: Contact
    helper: Contact
    seeks: str
    offers: str
    words: str


def find_favours(user: User, *, today: date, limit: int, contact: Contact | None = None) -> list[FavourFound]:
    """Return the best introductions, of one contact or of all, in at most six queries.

    Both may be suggested by rule 2, do not know each other (but slightly), and nothing about these words was declined
    or done.
    """
    suggestible = Contact.objects.for_user(user).suggestible(on=today)
    topics = Topic.objects.for_user(user).filter(contact__in=suggestible.order_by().values("pk"))
    said: dict[str, list[rules.Topic]] = defaultdict(list)
    for _pk, direction, contact_id, text in _newest(topics, contact):
        said[direction].append(rules.Topic(contact_id, text))
    if not said["seeks"] or not said["offers"]:
        return []
    settled, tied = _settled(user), _tied(user)

    def is_settled(seeker: UUID, helper: UUID, words: frozenset[str]) -> bool:
        return pair_of(seeker, helper) in tied or any(
            not said_no or words <= said_no for said_no in settled.get((seeker, helper), ())
        )

    about = contact.pk if contact else None
    found = rules.match_favours(said["seeks"], said["offers"], is_settled=is_settled, limit=limit, about=about)
    return _with_people(user, found)


def _newest(topics: QuerySet[Topic], contact: Contact | None) -> list[tuple[UUID, str, UUID, str]]:
    """Return as many topics as can be compared in a request, those of this contact among them, in their order."""
    columns = ("pk", "direction", "contact_id", "text")
    found = set(topics.order_by("-pk").values_list(*columns)[:MOST_TOPICS])
    if contact is not None and len(found) == MOST_TOPICS:
        found.update(topics.filter(contact=contact).values_list(*columns))
    return sorted(found)


def between(user: User, seeker: Contact, helper: Contact) -> FavourFound:
    """Return what the one could ask and the other give: the best match of their topics, or else the first of each."""
    topics = Topic.objects.for_user(user).filter(
        Q(contact=seeker, direction="seeks") | Q(contact=helper, direction="offers")
    )
    said: dict[str, list[rules.Topic]] = defaultdict(list)
    for topic in topics:
        said[topic.direction].append(rules.Topic(topic.contact_id, topic.text))
    found = rules.match_favours(said["seeks"], said["offers"], is_settled=lambda *_pair: False, limit=1)
    if found:
        return FavourFound(seeker, helper, found[0].seeks, found[0].offers, _joined(found[0].words))
    first = {direction: texts[0].text for direction, texts in said.items() if texts}
    return FavourFound(seeker, helper, first.get("seeks", ""), first.get("offers", ""), "")


def _with_people(user: User, found: list[rules.Favour]) -> list[FavourFound]:
    ids = {pk for one in found for pk in (one.seeker_id, one.helper_id)}
    people = Contact.objects.for_user(user).defer("note").with_positions().in_bulk(ids)
    return [
        FavourFound(people[one.seeker_id], people[one.helper_id], one.seeks, one.offers, _joined(one.words))
        for one in found
    ]


def _joined(words: frozenset[str]) -> str:
    return " ".join(sorted(words))


def _settled(user: User) -> dict[tuple[UUID, UUID], list[frozenset[str]]]:
    """Return about which words each pair is settled; without words, about all."""
    declined = DeclinedPair.objects.for_user(user).filter(about=DeclinedPair.About.INTRODUCTION)
    settled: dict[tuple[UUID, UUID], list[frozenset[str]]] = defaultdict(list)
    for seeker, helper, subject in declined.values_list("first_id", "second_id", "subject"):
        settled[seeker, helper].append(frozenset(subject.split()))
    return settled


def _tied(user: User) -> set[Pair]:
    """Return who knows each other so well that they need no introduction."""
    is_slight = Q(kind=Tie.Kind.KNOWS, strength=Tie.Strength.SLIGHT)
    ties = Tie.objects.for_user(user).exclude(is_slight)
    having = Topic.objects.for_user(user).order_by().values("contact")
    pairs = ties.filter(contact__in=having).values_list("contact_id", "other_id")
    return {pair_of(one, other) for one, other in pairs}
