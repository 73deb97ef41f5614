"""Rows of people who may be shown, told by a list of those who may not.

A join with everybody would do, too; but as long as the planner has no statistics, as after a large import, it may read
all people again for each row. A list of few is read once, whatever the planner knows.
"""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from accounts.models import User
from contacts.models import Contact, ContactQuerySet

_IS_NEVER = Q(deleted_at__isnull=False) | Q(archived_at__isnull=False) | Q(ended_in_conflict=True)


def not_in_bin(user: User, *links: str) -> Q:
    """Return the condition that nobody whom these links name lies in the bin; a link may be empty."""
    gone = Contact.objects.for_user(user).filter(deleted_at__isnull=False)
    return _none_of(gone, links)


def nameable(user: User, *links: str) -> Q:
    """Return the condition that everybody whom these links name may be named: rule 2, but for rest and snooze."""
    return _none_of(Contact.objects.for_user(user).filter(_IS_NEVER), links)


def proposable(user: User, *links: str, on: date) -> Q:
    """Return the condition that everybody whom these links name may be proposed on a day: rule 2 as a whole."""
    is_aside = _IS_NEVER | Q(is_resting=True) | Q(snoozed_until__gt=on)
    return _none_of(Contact.objects.for_user(user).filter(is_aside), links)


def _none_of(people: ContactQuerySet, links: tuple[str, ...]) -> Q:
    ids = people.order_by().values("pk")
    condition = Q()
    for link in links:
        condition &= ~Q(**{f"{link}__in": ids})
    return condition
