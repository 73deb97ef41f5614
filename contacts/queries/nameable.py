"""Rows of people who may be shown, told by a list of those who may not.

A join with everybody would do, too; but as long as the planner has no statistics, as after a large import, it may read
all people again for each row. A list of few is read once, whatever the planner knows.
"""

from __future__ import annotations

from django.db.models import Q

from accounts.models import User
from contacts.models import Contact, ContactQuerySet


def not_in_bin(user: User, *links: str) -> Q:
    """Return the condition that nobody whom these links name lies in the bin; a link may be empty."""
    gone = Contact.objects.for_user(user).filter(deleted_at__isnull=False)
    return _none_of(gone, links)


def nameable(user: User, *links: str) -> Q:
    """Return the condition that everybody whom these links name may be named: rule 2, but for rest and snooze."""
    is_never = Q(deleted_at__isnull=False) | Q(archived_at__isnull=False) | Q(ended_in_conflict=True)
    return _none_of(Contact.objects.for_user(user).filter(is_never), links)


def _none_of(people: ContactQuerySet, links: tuple[str, ...]) -> Q:
    ids = people.order_by().values("pk")
    condition = Q()
    for link in links:
        condition &= ~Q(**{f"{link}__in": ids})
    return condition
