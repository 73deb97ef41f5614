"""What lies in the bin, newest first: people, moments and exchanges together, in pages by keyset."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from accounts.models import User
from contacts.models import Contact, ContactQuerySet, Exchange, Moment
from netzwerk.core.keyset import behind


@dataclass(frozen=True, slots=True)
class BinRow:
    """One thing in the bin."""

    deleted_at: datetime
    thing: Contact | Moment | Exchange

    @property
    def place(self) -> tuple[datetime, UUID]:
        """Where it stands in the order."""
        return self.deleted_at, self.thing.pk


def contacts_in_bin(user: User) -> ContactQuerySet:
    """Return the people who were deleted, and not those who were merged into somebody."""
    return Contact.objects.for_user(user).filter(deleted_at__isnull=False, merged_into=None)


def moments_in_bin(user: User) -> QuerySet[Moment]:
    """Return the moments that were deleted."""
    return Moment.objects.for_user(user).filter(deleted_at__isnull=False)


def exchanges_in_bin(user: User) -> QuerySet[Exchange]:
    """Return the exchanges that were deleted."""
    return Exchange.objects.for_user(user).filter(deleted_at__isnull=False)


def count_bin(user: User) -> int:
    """Return how much lies in the bin."""
    return contacts_in_bin(user).count() + moments_in_bin(user).count() + exchanges_in_bin(user).count()


def bin_rows(user: User, *, after: tuple[datetime, UUID] | None, limit: int) -> list[BinRow]:
    """Return so many things, the newest first, from the place `after` on; a fixed number of queries."""
    contacts = contacts_in_bin(user).defer("note").with_positions()
    moments = moments_in_bin(user).prefetch_related("participations__contact")
    exchanges = exchanges_in_bin(user).select_related("contact")
    found = [row for each in (contacts, moments, exchanges) for row in _page(each, after, limit)]
    return sorted(found, key=lambda row: row.place, reverse=True)[:limit]


def _page(found: QuerySet[Any], after: tuple[datetime, UUID] | None, limit: int) -> Iterator[BinRow]:
    if after:
        instant, pk = after
        found = found.filter(behind(("deleted_at", instant), ("id", pk), is_descending=True))
    for thing in found.order_by("-deleted_at", "-id")[:limit]:
        yield BinRow(thing.deleted_at, thing)
