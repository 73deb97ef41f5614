"""The pages of matching and what goals got with it, each by a name for its picture; a function for each part."""

from __future__ import annotations

from collections.abc import Iterator

from tests.e2e.addresses import Place
from tests.e2e.database import Database


def matching_places(database: Database, user_id: int) -> Iterator[tuple[str, Place]]:
    """Yield every page of matching, with rows of this user where one is needed."""
    for part in (_home, _goals, _inventory, _complement, _proposals, _gaps, _paths, _reviving, _review):
        yield from part(database, user_id)


def _home(_database: Database, _user_id: int) -> Iterator[tuple[str, Place]]:
    yield "find-people", "/matching/"


def _goals(_database: Database, _user_id: int) -> Iterator[tuple[str, Place]]:
    """Yield what the page of a goal asks: progress, notes, what helped."""
    yield from ()


def _inventory(database: Database, user_id: int) -> Iterator[tuple[str, Place]]:
    """Yield the cards of the inventory."""
    yield "inventory-cards", "/goals/inventory/cards/"
    yield "inventory-cards-none", "/goals/inventory/cards/?circle=&whom=skipped"
    people = (
        "SELECT id FROM contacts_contact WHERE owner_id = %s AND deleted_at IS NULL AND archived_at IS NULL "
        "ORDER BY is_interesting DESC, id LIMIT 1"
    )
    for (contact,) in database.ask(people, [user_id]):
        card = f"/goals/inventory/cards/{contact}/"
        yield "inventory-card", card
        yield "inventory-card-refused", (card, {"closeness": "", "organisation": "!", "new_tags": "x" * 61})
        yield "quick-marks", f"/contacts/{contact}/details/quick-marks/"


def _complement(_database: Database, _user_id: int) -> Iterator[tuple[str, Place]]:
    """Yield the steps of the complement wizard."""
    yield from ()


def _proposals(_database: Database, _user_id: int) -> Iterator[tuple[str, Place]]:
    """Yield the proposals of a goal."""
    yield from ()


def _gaps(_database: Database, _user_id: int) -> Iterator[tuple[str, Place]]:
    """Yield what is missing for a goal, and how it developed."""
    yield from ()


def _paths(_database: Database, _user_id: int) -> Iterator[tuple[str, Place]]:
    """Yield who could introduce one to whom."""
    yield from ()


def _reviving(_database: Database, _user_id: int) -> Iterator[tuple[str, Place]]:
    """Yield the ten-list, and what became of it."""
    yield from ()


def _review(_database: Database, _user_id: int) -> Iterator[tuple[str, Place]]:
    """Yield the steps of the review."""
    yield from ()
