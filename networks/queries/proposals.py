"""Whom one could look for at a meeting: members one wants to know better, needs for a goal, or lost touch with."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain, islice
from uuid import UUID

from django.db.models import Q

from accounts.models import User
from contacts.models import Contact, ContactQuerySet
from contacts.rules.states import quiet_before
from goals.models import Goal, Role
from networks.models import NetworkMember, WantedPerson
from networks.queries.events import Meeting
from netzwerk.core.owned import OwnedQuerySet


@dataclass(frozen=True, slots=True)
class Proposal:
    """A member to look for. With a role that is the reason; else a wish, or that one lost touch (`is_silent`)."""

    contact: Contact
    role: Role | None = None
    is_silent: bool = False


def proposals_for(owner: User, meeting: Meeting, *, today: date, limit: int) -> list[Proposal]:
    """Return whom to look for at a meeting, each person once, with the first reason that fits; eight queries at most.

    Only members who may be suggested (product rule 2), and nobody who is wanted already or was turned down.
    """
    members = _members(owner, meeting, today)
    people = Contact.objects.for_user(owner).suggestible(on=today).exclude(pk__in=_settled(owner, meeting))
    wished = people.filter(pk__any_of=members.filter(is_wished=True).values("contact_id"))
    present = people.filter(pk__any_of=members.values("contact_id"))
    lost = present.silent_since(quiet_before(today)).order_by("last_moment_on", "folded_name", "pk")
    found = chain(
        (Proposal(contact) for contact in _few(wished.by_name(), limit)),
        _with_roles(owner, present, limit),
        (Proposal(contact, is_silent=True) for contact in _few(lost, 3 * limit)),
    )
    return list(islice(_once(found), limit))


def _members(owner: User, meeting: Meeting, today: date) -> OwnedQuerySet[NetworkMember]:
    is_current = Q(until_year=None) | Q(until_year__gte=today.year)
    return NetworkMember.objects.for_user(owner).filter(is_current, network=meeting.event.network_id)


def _settled(owner: User, meeting: Meeting) -> list[UUID]:
    if meeting.occurrence is None:
        return []
    return list(
        WantedPerson.objects.for_user(owner).filter(occurrence=meeting.occurrence).values_list("contact_id", flat=True)
    )


def _few(people: ContactQuerySet, limit: int) -> ContactQuerySet:
    return people.defer("note").with_positions()[:limit]


def _with_roles(owner: User, people: ContactQuerySet, limit: int) -> Iterator[Proposal]:
    roles = Role.objects.for_user(owner).filter(goal__status=Goal.Status.ACTIVE, contact__in=people.values("pk"))
    ordered = roles.select_related("goal").order_by("-goal__is_leading", "contact__folded_name", "contact_id", "kind")
    first: dict[UUID, Role] = {}
    for role in ordered[: 6 * limit]:
        first.setdefault(role.contact_id, role)
    found = {contact.pk: contact for contact in _few(people.filter(pk__in=list(first)), 6 * limit)}
    return (Proposal(found[pk], role) for pk, role in first.items() if pk in found)


def _once(proposals: Iterator[Proposal]) -> Iterator[Proposal]:
    seen = set()
    for proposal in proposals:
        if proposal.contact.pk not in seen:
            seen.add(proposal.contact.pk)
            yield proposal
