"""Questions that pages ask, answered in a fixed number of queries."""

from goals.queries.people import GoalForContact, Person, RoleGroup, goals_for_contact, offer_for, role_groups
from goals.queries.progress import Progress, progress_of
from goals.queries.rows import GoalRow, goal_rows

__all__ = [
    "GoalForContact",
    "GoalRow",
    "Person",
    "Progress",
    "RoleGroup",
    "goal_rows",
    "goals_for_contact",
    "offer_for",
    "progress_of",
    "role_groups",
]
