"""What goes with people who are erased: those merged into them, and their moments."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from accounts.models import User
from contacts.models import Contact, Participation


def with_absorbed(owner: User, ids: Collection[UUID]) -> list[UUID]:
    """Return these people and whoever was merged into them, or into those; a query for each step of that."""
    everybody, last = set(ids), set(ids)
    while last:
        merged = Contact.objects.for_user(owner).filter(merged_into__pk__any_of=last)
        last = set(merged.values_list("pk", flat=True)) - everybody
        everybody |= last
    return list(everybody)


def moments_of(owner: User, ids: Collection[UUID]) -> list[UUID]:
    """Return the moments in which any of these people took part."""
    took_part = Participation.objects.for_user(owner).filter(contact__pk__any_of=ids)
    return list(took_part.values_list("moment_id", flat=True).distinct())


def shared_moments(owner: User, ids: Collection[UUID]) -> list[UUID]:
    """Return the moments in which any of these people took part together with somebody else."""
    took_part = Participation.objects.for_user(owner).filter(moment__pk__any_of=moments_of(owner, ids))
    return list(took_part.exclude(contact__pk__any_of=ids).values_list("moment_id", flat=True).distinct())
