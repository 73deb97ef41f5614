"""Whom to ask about networks for a goal, who was asked, and which networks they named; a fixed number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import F, Min, Prefetch, QuerySet

from accounts.models import User
from contacts.models import Contact, ContactWord
from contacts.queries.nameable import not_in_bin
from goals.models import Goal, Role
from networks.models import Inquiry, Mention, Network, NetworkMember
from networks.queries.goal_field import Found, field_words, found_in
from networks.rules.asking_order import Standing, points_of

# Who knows the field from within.
ASKED_ROLES = (Role.Kind.INSIDER, Role.Kind.MULTIPLIER, Role.Kind.EXPERT)
# So many of each sort are weighed against each other, those with the newest moment first.
WEIGHED = 100
MOST_MENTIONS = 500


@dataclass(frozen=True, slots=True)
class Proposed:
    """Somebody to ask, with the facts that speak for it; `inquiry` when the user picked them."""

    contact: Contact
    roles: tuple[str, ...] = ()
    networks: tuple[str, ...] = ()
    found: Found | None = None
    inquiry: Inquiry | None = None


@dataclass(frozen=True, slots=True)
class NamedNetwork:
    """A network that people named when asked."""

    network: Network
    mentions: tuple[Mention, ...]


def people_to_ask(owner: User, goal: Goal, *, on: date, limit: int) -> list[Proposed]:
    """Return who could be asked and was neither asked nor turned down, whoever knows most first.

    They have a role for the goal, are in a network, or the field stands in what is known about them (product rules 2
    and 8).
    """
    words = field_words(owner, goal)
    spoken_for = Inquiry.objects.for_user(owner).filter(goal=goal)
    people = Contact.objects.for_user(owner).suggestible(on=on).exclude(pk__in=spoken_for.values("contact_id"))
    found = {contact.pk: contact for contact in _weighed(people, owner, goal, words)}
    facts = _facts(owner, goal, found, words)
    best = sorted(found.values(), key=lambda one: (-points_of(_standing(one, facts), on), one.folded_name, one.pk))
    return _proposed(owner, [contact.pk for contact in best[:limit]], facts, words)


def picked_to_ask(owner: User, goal: Goal) -> list[Proposed]:
    """Return whom the user picked to be asked and has not asked yet, the newest first."""
    inquiries = _picked(owner, goal).filter(not_in_bin(owner, "contact")).order_by("-created_at", "-id")
    picked = {one.contact_id: one for one in inquiries}
    words = field_words(owner, goal)
    return _proposed(owner, list(picked), _facts(owner, goal, picked, words), words, picked)


def is_picked(owner: User, goal: Goal, contact: Contact) -> bool:
    """Return whether the user picked somebody to be asked and has not asked them yet."""
    return _picked(owner, goal).filter(contact=contact).exists()


def _picked(owner: User, goal: Goal) -> QuerySet[Inquiry]:
    return Inquiry.objects.for_user(owner).filter(goal=goal, asked_on=None, answered_on=None, declined_at=None)


def proposed_one(owner: User, goal: Goal, contact: Contact) -> Proposed:
    """Return one person with the facts that speak for asking them, whatever was asked or turned down."""
    words = field_words(owner, goal)
    [found] = _proposed(owner, [contact.pk], _facts(owner, goal, [contact.pk], words), words)
    return found


def waiting_for(owner: User, goal: Goal) -> QuerySet[Inquiry]:
    """Return who was asked and has not answered, whoever was asked first at the top."""
    asked = Inquiry.objects.for_user(owner).filter(goal=goal, asked_on__isnull=False, answered_on=None)
    return _with_people(owner, asked).order_by("asked_on", "id")


def answered(owner: User, goal: Goal) -> QuerySet[Inquiry]:
    """Return who has answered, the newest first, with what they named."""
    found = Inquiry.objects.for_user(owner).filter(goal=goal, answered_on__isnull=False)
    mentions = Mention.objects.for_user(owner).filter(network__deleted_at=None).select_related("network")
    return _with_people(owner, found).prefetch_related(Prefetch("mentions", mentions)).order_by("-answered_on", "-id")


def _with_people(owner: User, inquiries: QuerySet[Inquiry]) -> QuerySet[Inquiry]:
    return inquiries.filter(not_in_bin(owner, "contact"), declined_at=None).prefetch_related("contact")


def heard_of(network: Network) -> QuerySet[Mention]:
    """Return what people said about why they are in a network, the last first; two queries."""
    said = Mention.objects.for_user(network.owner).filter(network=network)
    named = said.filter(not_in_bin(network.owner, "inquiry__contact"))
    return (
        named.exclude(why="")
        .select_related("inquiry")
        .prefetch_related("inquiry__contact")
        .order_by("-inquiry__answered_on", "-id")
    )


def named_networks(owner: User, goal: Goal) -> list[NamedNetwork]:
    """Return the networks that people named for a goal, those named most first; two queries."""
    mentions = Mention.objects.for_user(owner).filter(inquiry__goal=goal, network__deleted_at=None)
    mentions = mentions.filter(not_in_bin(owner, "inquiry__contact")).select_related("network", "inquiry")
    mentions = mentions.prefetch_related("inquiry__contact")
    by_network: dict[UUID, list[Mention]] = defaultdict(list)
    for mention in mentions.order_by("inquiry__answered_on", "id")[:MOST_MENTIONS]:
        by_network[mention.network_id].append(mention)
    named = [NamedNetwork(found[0].network, tuple(found)) for found in by_network.values()]
    return sorted(named, key=lambda one: (-len(one.mentions), one.network.folded_name))


@dataclass(frozen=True, slots=True)
class _Facts:
    """What is known of several people, by their id."""

    roles: dict[UUID, list[str]]
    networks: dict[UUID, list[str]]
    parts: dict[UUID, int]


def _weighed(people: Any, owner: User, goal: Goal, words: frozenset[str]) -> Iterable[Contact]:
    having: list[QuerySet[Any, Any]] = [
        Role.objects.for_user(owner).filter(goal=goal, kind__in=ASKED_ROLES),
        NetworkMember.objects.for_user(owner).filter(network__deleted_at=None),
        ContactWord.objects.for_user(owner).filter(word__in=sorted(words)),
    ]
    newest = F("last_moment_on").desc(nulls_last=True)
    for rows in having:
        found = people.filter(pk__any_of=rows.order_by().values("contact_id"))
        yield from found.defer("note").order_by(newest, "folded_name", "pk")[:WEIGHED]


def _facts(owner: User, goal: Goal, ids: Collection[UUID], words: frozenset[str]) -> _Facts:
    among = list(ids)
    roles: dict[UUID, list[str]] = defaultdict(list)
    networks: dict[UUID, list[str]] = defaultdict(list)
    played = Role.objects.for_user(owner).filter(goal=goal, contact__in=among).order_by("kind")
    for contact_id, kind in played.values_list("contact_id", "kind"):
        roles[contact_id].append(kind)
    members = NetworkMember.objects.for_user(owner).filter(contact__in=among, network__deleted_at=None)
    for contact_id, name in members.order_by("network__folded_name").values_list("contact_id", "network__name"):
        networks[contact_id].append(name)
    found = ContactWord.objects.for_user(owner).filter(contact__in=among, word__in=sorted(words))
    parts = dict(found.order_by().values_list("contact_id").annotate(first=Min("part")))
    return _Facts(roles, networks, parts)


def _standing(contact: Contact, facts: _Facts) -> Standing:
    return Standing(
        has_role=any(kind in ASKED_ROLES for kind in facts.roles.get(contact.pk, ())),
        is_in_network=contact.pk in facts.networks,
        part=facts.parts.get(contact.pk),
        closeness=contact.closeness,
        last_moment_on=contact.last_moment_on,
        is_dear=contact.is_close_to_heart or contact.is_interesting,
    )


def _proposed(
    owner: User,
    ids: Sequence[UUID],
    facts: _Facts,
    words: frozenset[str],
    inquiries: dict[UUID, Inquiry] | None = None,
) -> list[Proposed]:
    people = Contact.objects.for_user(owner).filter(pk__in=ids).with_details().prefetch_related("topics")
    by_id = {contact.pk: contact for contact in people}
    return [
        Proposed(
            contact=by_id[pk],
            roles=tuple(facts.roles.get(pk, ())),
            networks=tuple(facts.networks.get(pk, ())),
            found=found_in(by_id[pk], words) if pk in facts.parts else None,
            inquiry=(inquiries or {}).get(pk),
        )
        for pk in ids
        if pk in by_id
    ]
