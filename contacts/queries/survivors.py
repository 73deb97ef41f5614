"""Who is there now for people who were merged into somebody."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from accounts.models import User
from contacts.models import Contact


def survivors_of(user: User, contact_ids: Collection[UUID]) -> dict[UUID, UUID]:
    """Return for those of these people who were merged who has become of them; two queries at most."""
    merged = Contact.objects.for_user(user).exclude(merged_into=None)
    wanted = list(merged.filter(pk__in=contact_ids).values_list("pk", flat=True))
    if not wanted:
        return {}
    into = {pk: survivor for pk, survivor in merged.values_list("pk", "merged_into_id") if survivor}
    found = {}
    for pk in wanted:
        found[pk] = into[pk]
        while found[pk] in into:
            found[pk] = into[found[pk]]
    return found
