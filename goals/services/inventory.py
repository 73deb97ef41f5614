"""The inventory: people entered one line a name, those already known left out unless wanted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.db.models import Count

from accounts.models import User
from contacts.models import Contact, Origin
from contacts.services import NewContact, add_contacts

# The circles of life in the order in which they are asked about.
CIRCLES = (
    Origin.CURRENT,
    Origin.ACQUAINTANCE,
    Origin.STUDIES,
    Origin.TRAINING,
    Origin.FORMER_JOB,
    Origin.RELATIVES,
    Origin.RELATIVES_KIN,
)


def lock_inventory(*, owner: User) -> None:
    """Let one entry at a time look who is there and add who is not: two clicks make no twins.

    Whatever else the user writes meanwhile names its owner, and need not wait for this.
    """
    User.objects.select_for_update(no_key=True).get(pk=owner.pk)


@transaction.atomic
def add_people(*, owner: User, people: Sequence[NewContact], today: date) -> list[Contact]:
    """Enter the people of a page; none is fine."""
    return add_contacts(owner=owner, people=people, today=today) if people else []


def count_circles(*, owner: User) -> dict[str, int]:
    """Return how many people each origin has, in one query; those in the bin do not count."""
    rows = Contact.objects.for_user(owner).present().values_list("origin").annotate(people=Count("id"))
    return dict(rows)
