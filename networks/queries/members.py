"""Who is in a network, and in which networks somebody is."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import BooleanField, Count, ExpressionWrapper, Q

from accounts.models import User
from contacts.models import Contact, ContactQuerySet
from contacts.queries.nameable import not_in_bin
from networks.models import Network, NetworkMember
from netzwerk.core.keyset import behind
from netzwerk.core.owned import OwnedQuerySet


@dataclass(frozen=True, slots=True)
class MemberCounts:
    """How many contacts are in a network, and how many of them the user would like to know better."""

    total: int
    wished: int


def count_members(user: User, network: Network) -> MemberCounts:
    """Count those who are not in the bin; one query."""
    found = NetworkMember.objects.for_user(user).filter(not_in_bin(user, "contact"), network=network)
    return MemberCounts(**found.aggregate(total=Count("pk"), wished=Count("pk", filter=Q(is_wished=True))))


def members_of(user: User, network: Network, *, after: UUID | None = None, limit: int) -> list[NetworkMember]:
    """Return so many members with their contacts, those first whom the user would like to know better, then by name.

    Those behind the one with the id `after`, when there is such a member; a fixed number of queries.
    """
    members = NetworkMember.objects.for_user(user).filter(network=network)
    people = _people(user, members)
    start = members.select_related("contact").filter(pk=after, contact__deleted_at=None).first() if after else None
    if start:
        is_behind = behind(("folded_name", start.contact.folded_name), ("id", start.contact_id))
        alike = Q(is_behind, is_wished=start.is_wished)
        people = people.filter(alike | Q(is_wished=False) if start.is_wished else alike)
    shown = list(people[:limit])
    found = {member.contact_id: member for member in members.filter(contact__in=[person.pk for person in shown])}
    # Somebody may have been removed in between.
    there = [person for person in shown if person.pk in found]
    for person in there:
        found[person.pk].contact = person
    return [found[person.pk] for person in there]


def member_rows_of(user: User, contact: Contact) -> list[NetworkMember]:
    """Return in which networks somebody is, by name; one query, as nobody is in many."""
    found = NetworkMember.objects.for_user(user).filter(contact=contact, network__deleted_at=None)
    return list(found.select_related("network").defer("network__note").order_by("network__folded_name", "id"))


def _people(user: User, members: OwnedQuerySet[NetworkMember]) -> ContactQuerySet:
    # Asked by the ids of the members: joined instead, each member is looked for among all people without statistics.
    wished = Q(pk__in=members.filter(is_wished=True).values("contact"))
    people = Contact.objects.for_user(user).present().filter(pk__any_of=members.values("contact"))
    ordered = people.annotate(is_wished=ExpressionWrapper(wished, BooleanField())).order_by(
        "-is_wished", "folded_name", "id"
    )
    return ordered.defer("note").with_positions()
