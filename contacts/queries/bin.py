"""What lies in the bin, newest first: things of all kinds together, in pages by keyset."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from accounts.models import User
from netzwerk.core.bin import BinKind, bin_kinds
from netzwerk.core.keyset import behind


@dataclass(frozen=True, slots=True)
class BinRow:
    """One thing in the bin."""

    kind: BinKind
    thing: Any

    @property
    def place(self) -> tuple[datetime, UUID]:
        """Where it stands in the order."""
        return self.thing.deleted_at, self.thing.pk


def count_bin(user: User) -> int:
    """Return how much lies in the bin; one query a kind."""
    return sum(kind.found(user).count() for kind in bin_kinds)


def bin_rows(user: User, *, after: tuple[datetime, UUID] | None, limit: int) -> list[BinRow]:
    """Return so many things, the newest first, from the place `after` on; a fixed number of queries."""
    found = [row for kind in bin_kinds for row in _page(user, kind, after, limit)]
    return sorted(found, key=lambda row: row.place, reverse=True)[:limit]


def _page(user: User, kind: BinKind, after: tuple[datetime, UUID] | None, limit: int) -> Iterator[BinRow]:
    found = kind.shown(user)
    if after:
        instant, pk = after
        found = found.filter(behind(("deleted_at", instant), ("id", pk), is_descending=True))
    for thing in found.order_by("-deleted_at", "-id")[:limit]:
        yield BinRow(kind, thing)
