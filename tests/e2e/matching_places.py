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


def _gaps(database: Database, user_id: int) -> Iterator[tuple[str, Place]]:
    """Yield what is missing for a goal, and how it developed."""
    goals = "SELECT id FROM goals_goal WHERE owner_id = %s ORDER BY is_leading DESC, id LIMIT 1"
    for (goal,) in database.ask(goals, [user_id]):
        yield "gaps", f"/matching/goals/{goal}/gaps/"
        yield "gap-role", f"/matching/goals/{goal}/gap/?kind=insider"
        yield "development", f"/matching/goals/{goal}/development/"
    competences = (
        "SELECT c.goal_id, c.id FROM goals_competence c JOIN goals_goal g ON g.id = c.goal_id WHERE c.owner_id = %s "
        "ORDER BY g.is_leading DESC, c.position DESC, c.id LIMIT 1"
    )
    for goal, competence in database.ask(competences, [user_id]):
        yield "gap-competence", f"/matching/goals/{goal}/gap/?competence={competence}"
        add = f"/matching/goals/{goal}/holders/add/?competence={competence}"
        yield "holder-add", add
        yield "holder-add-refused", (add, {"who": "Nobody of that name"})


def _paths(_database: Database, _user_id: int) -> Iterator[tuple[str, Place]]:
    """Yield who could introduce one to whom."""
    yield from ()


def _reviving(database: Database, user_id: int) -> Iterator[tuple[str, Place]]:
    """Yield the ten-list, and what became of it."""
    yield "reviving", "/matching/reviving/"
    yield "revivals", "/matching/revivals/"
    old = (
        "SELECT id FROM contacts_contact WHERE owner_id = %s AND deleted_at IS NULL AND archived_at IS NULL "
        "AND last_moment_on < current_date - 1200 ORDER BY id LIMIT 1"
    )
    for (contact,) in database.ask(old, [user_id]):
        page = f"/matching/reviving/people/{contact}/"
        yield "revive", page
        yield "revive-refused", (page, {"channel": "", "begun_on": "2999-01-01", "opener": "x" * 2001})
    revived = (
        "SELECT DISTINCT ON (r.outcome) r.id, r.outcome FROM matching_revival r JOIN contacts_contact c "
        "ON c.id = r.contact_id WHERE r.owner_id = %s AND c.deleted_at IS NULL ORDER BY r.outcome, r.id"
    )
    for number, (revival, outcome) in enumerate(database.ask(revived, [user_id])):
        yield f"revival-{outcome}", f"/matching/revivals/{revival}/"
        if not number:
            yield "revival-outcome", f"/matching/revivals/{revival}/outcome/"
            yield "revival-outcome-refused", (f"/matching/revivals/{revival}/outcome/", {"outcome_on": "2999-01-01"})


def _review(_database: Database, _user_id: int) -> Iterator[tuple[str, Place]]:
    """Yield the steps of the review."""
    yield from ()
