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


def there_now(user: User, contact_ids: Collection[UUID]) -> dict[UUID, UUID]:
    """Return those of these people who are present, each with themselves or with whom they were merged into since.

    Three queries at most; who lies in the bin or is gone for good is left out.
    """
    if not contact_ids:
        return {}
    survivors = {pk: pk for pk in contact_ids} | survivors_of(user, contact_ids)
    present = Contact.objects.for_user(user).present().filter(pk__any_of=set(survivors.values()))
    there = set(present.values_list("pk", flat=True))
    return {pk: survivor for pk, survivor in survivors.items() if survivor in there}
