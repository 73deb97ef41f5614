"""Networks on the user's board in which a need could be met: they speak of it, or people there know about it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count
from django.db.models.functions import Left

from accounts.models import User
from contacts.models import Contact, ContactWord
from contacts.rules.search_words import Term, holds, terms_among, words_of
from networks.models import Network, NetworkMember
from networks.queries.goal_field import telling_words, words_about

# Somebody has dozens of networks; so many are looked through at most, and so much of what is noted of each.
MOST_NETWORKS, MOST_OF_NOTE = 500, 600


@dataclass(frozen=True, slots=True)
class FittingNetwork:
    """A network with what speaks for it: a word of its own (`said`), or so many `people` in it who know about it."""

    network: Network
    said: str
    people: int


def networks_about(owner: User, text: str, *, limit: int) -> list[FittingNetwork]:
    """Return networks in sight that fit some words, those first in which most people know about it; three queries."""
    networks = Network.objects.for_user(owner).in_sight().by_name().defer("note")
    begun: Any = networks.annotate(begin=Left("note", MOST_OF_NOTE))[:MOST_NETWORKS]
    noted = {one: f"{one.name} {one.begin}" for one in begun}
    people, terms = _people(owner, text), terms_among(" ".join(telling_words(text)), words_of(*noted.values()))
    found = [FittingNetwork(one, _said(words, terms), people[one.pk]) for one, words in noted.items()]
    fitting = [one for one in found if one.said or one.people]
    return sorted(fitting, key=lambda one: (-one.people, not one.said))[:limit]


def _said(text: str, terms: list[Term]) -> str:
    """Return which word of a text is one of these."""
    spoken = (word.strip(".,;:!?()[]\"'„“”»«*_#") for word in text.split())
    return next((word for word in spoken if any(holds(word, [term]) for term in terms)), "")


def _people(owner: User, text: str) -> Counter[UUID]:
    """Return how many people who know about it are in each network, of those that may be named."""
    words = sorted(words_about(owner, text))
    having = ContactWord.objects.for_user(owner).filter(word__in=words).order_by().values("contact_id")
    people = Contact.objects.for_user(owner).active().filter(pk__any_of=having, ended_in_conflict=False)
    members = NetworkMember.objects.for_user(owner).filter(contact__in=people.order_by().values("pk"))
    return Counter(dict(members.order_by().values_list("network_id").annotate(Count("pk"))))
