"""People found by part of a name, and people who were there."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from accounts.models import User
from contacts.models import Contact, Moment, Participation
from contacts.queries.searching import find_people, terms_for

MOST_FOUND = 6


def people_named(user: User, text: str) -> list[Contact]:
    """Return a few people with every word of the text in names, organisation or addresses; names come first."""
    return find_people(user, terms_for(user, text), limit=MOST_FOUND)


def companions_of(user: User, contact: Contact, moments: Sequence[Moment]) -> dict[UUID, list[Contact]]:
    """Return who else took part in each of the moments, by name; one query."""
    others: dict[UUID, list[Contact]] = {moment.pk: [] for moment in moments}
    took_part = (
        Participation.objects.for_user(user)
        .filter(moment__in=moments, contact__deleted_at=None)
        .exclude(contact=contact)
        .select_related("contact")
        .order_by("contact__folded_name", "contact_id")
    )
    for each in took_part:
        others[each.moment_id].append(each.contact)
    return others
