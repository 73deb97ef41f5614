"""Who took part in moments."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from accounts.models import User
from contacts.models import Contact, Moment, Participation


def people_of(user: User, moments: Sequence[Moment]) -> dict[UUID, list[Contact]]:
    """Return who took part in each of the moments, by name, the bin left out; one query."""
    people: dict[UUID, list[Contact]] = {moment.pk: [] for moment in moments}
    took_part = (
        Participation.objects.for_user(user)
        .filter(moment__in=moments, contact__deleted_at=None)
        .select_related("contact")
        .defer("contact__note")
        .order_by("contact__folded_name", "contact_id")
    )
    for each in took_part:
        people[each.moment_id].append(each.contact)
    return people
