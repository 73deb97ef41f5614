"""Who is in a network, and in which networks somebody is."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Prefetch, Q

from accounts.models import User
from contacts.models import Contact
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
    found = _members(user).filter(network=network)
    return MemberCounts(**found.aggregate(total=Count("pk"), wished=Count("pk", filter=Q(is_wished=True))))


def members_of(user: User, network: Network, *, after: UUID | None = None, limit: int) -> list[NetworkMember]:
    """Return so many members with their contacts, those first whom the user would like to know better, then by name.

    Those behind the one with the id `after`, when there is such a member; a fixed number of queries.
    """
    found = _members(user).filter(network=network)
    start = found.select_related("contact").filter(pk=after).first() if after else None
    if start:
        is_behind = behind(("contact__folded_name", start.contact.folded_name), ("id", start.pk))
        alike = Q(is_behind, is_wished=start.is_wished)
        found = found.filter(alike | Q(is_wished=False) if start.is_wished else alike)
    return list(_with_contacts(user, found.order_by("-is_wished", "contact__folded_name", "id"))[:limit])


def member_rows_of(user: User, contact: Contact) -> list[NetworkMember]:
    """Return in which networks somebody is, by name; one query, as nobody is in many."""
    found = NetworkMember.objects.for_user(user).filter(contact=contact, network__deleted_at=None)
    return list(found.select_related("network").defer("network__note").order_by("network__folded_name", "id"))


def _members(user: User) -> OwnedQuerySet[NetworkMember]:
    return NetworkMember.objects.for_user(user).filter(contact__deleted_at=None)


def _with_contacts(user: User, members: OwnedQuerySet[NetworkMember]) -> OwnedQuerySet[NetworkMember]:
    people = Contact.objects.for_user(user).defer("note").with_positions()
    return members.prefetch_related(Prefetch("contact", queryset=people))
