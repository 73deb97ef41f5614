"""How to approach people, as the pages of a goal and of a person show it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from accounts.models import User
from contacts.models import Contact
from goals.labels import ROLES
from goals.models import Goal, Role
from matching.models import Approach
from matching.queries.approaches import GoalApproach, approaches_of_contact, approaches_of_goal

MOST_SHOWN = 8
MOST_NAMED = 12


@dataclass(frozen=True, slots=True)
class RoleChip:
    """What somebody is for a goal, in a word with its icon."""

    icon: str
    label: str


@dataclass(frozen=True, slots=True)
class ApproachRow:
    """One person for one goal: their roles, and how to approach them, once that is thought of."""

    goal: Goal
    contact: Contact
    roles: Sequence[RoleChip]
    approach: Approach | None


def contact_rows(owner: User, contact: Contact) -> list[ApproachRow]:
    """Return each active goal in which somebody plays a part."""
    return [_row(found) for found in approaches_of_contact(owner, contact)]


@dataclass(frozen=True, slots=True)
class GoalRows:
    """Those who play a part for a goal: thought of, and not yet; of each the first, and how many there are beside."""

    ready: Sequence[ApproachRow]
    more_ready: int
    waiting: Sequence[ApproachRow]
    more_waiting: int


def goal_rows(owner: User, goal: Goal) -> GoalRows:
    """Return who plays a part for a goal, by name, apart by whether it is known how to approach them."""
    rows = [_row(found) for found in approaches_of_goal(owner, goal)]
    ready = [row for row in rows if row.approach]
    waiting = [row for row in rows if not row.approach]
    shown, named = ready[:MOST_SHOWN], waiting[:MOST_NAMED]
    return GoalRows(shown, len(ready) - len(shown), named, len(waiting) - len(named))


def role_chips(kinds: Iterable[str]) -> list[RoleChip]:
    """Return roles in words, in the order in which they are always named."""
    named = set(kinds)
    return [RoleChip(ROLES[kind].icon, str(Role.Kind(kind).label)) for kind in Role.Kind.values if kind in named]


def _row(found: GoalApproach) -> ApproachRow:
    return ApproachRow(found.goal, found.contact, role_chips(found.kinds), found.approach)
