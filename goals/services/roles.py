"""What people are for a goal."""

from __future__ import annotations

from contacts.models import Contact
from goals.models import Goal, Role


def give_role(*, goal: Goal, contact: Contact, kind: str) -> Role:
    """Return the role of a contact for a goal, given once however often it is asked for."""
    role, _made = Role.objects.get_or_create(owner=goal.owner, goal=goal, contact=contact, kind=Role.Kind(kind))
    return role


def take_role(*, role: Role) -> None:
    """Take a role away; `give_role` with the same goal, contact and kind brings it back."""
    role.delete()
