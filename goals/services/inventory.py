"""The inventory: people entered one line a name, those already known left out unless wanted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Count

from accounts.models import User
from contacts.models import Contact, Origin
from contacts.services import NewContact, add_contacts
from netzwerk.core.wizards import find_draft, start_draft

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
# The draft that holds how far one has come: circles that were visited, and whose cards one is at.
DRAFT = "inventory"


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


def remembered(*, owner: User, now: datetime) -> dict[str, Any]:
    """Return what the inventory remembers, on every device: `visited` circles, and the `cards` one goes through."""
    draft = find_draft(owner=owner, wizard=DRAFT, object_id=None, now=now)
    return dict(draft.data) if draft else {}


@transaction.atomic
def remember_circle(*, owner: User, origin: str, now: datetime) -> None:
    """Remember that somebody has been through a circle, also when nobody came to mind."""
    visited = remembered(owner=owner, now=now).get("visited", [])
    if origin not in visited:
        _remember(owner=owner, now=now, visited=[*visited, str(origin)])


@transaction.atomic
def remember_cards(*, owner: User, cards: dict[str, str], now: datetime) -> None:
    """Remember which cards somebody goes through: a circle, and whom."""
    if remembered(owner=owner, now=now).get("cards") != cards:
        _remember(owner=owner, now=now, cards=cards)


def _remember(*, owner: User, now: datetime, **said: Any) -> None:
    lock_inventory(owner=owner)
    draft = find_draft(owner=owner, wizard=DRAFT, object_id=None, now=now)
    draft = draft or start_draft(owner=owner, wizard=DRAFT, object_id=None, step="", now=now)
    draft.data = {**draft.data, **said}
    draft.save(update_fields=["data", "updated_at"])
