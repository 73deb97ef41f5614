"""Who plays which role for a goal, and what somebody is for each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from accounts.models import User
from contacts.labels import state_label
from contacts.models import Contact
from contacts.queries.nameable import not_in_bin
from goals.labels import ROLES
from goals.models import Goal, NextStep, Offer, Role


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in a role, with the relation's state."""

    role: Role
    contact: Contact
    state: str
    state_label: str


@dataclass(frozen=True, slots=True)
class RoleGroup:
    """A kind of role with the people who have it; without any it is a gap, and `gap` names it."""

    kind: str
    label: str
    icon: str
    gap: str
    people: list[Person]


@dataclass(frozen=True, slots=True)
class GoalForContact:
    """What a contact is for one goal."""

    goal: Goal
    roles: list[tuple[Role, str]]
    steps: list[NextStep]


def role_groups(*, goal: Goal, today: date) -> list[RoleGroup]:
    """Return every kind of role with its people by name, the gaps included."""
    roles = Role.objects.for_user(goal.owner).filter(not_in_bin(goal.owner, "contact"), goal=goal)
    roles = roles.select_related("contact").defer("contact__note").order_by("contact__folded_name")
    people: dict[str, list[Person]] = {kind: [] for kind in Role.Kind.values}
    for role in roles:
        state = role.contact.state_on(today)
        people[role.kind].append(Person(role, role.contact, state, state_label(state)))
    return [
        RoleGroup(kind.value, str(kind.label), ROLES[kind].icon, str(ROLES[kind].text), people[kind])
        for kind in Role.Kind
    ]


def goals_for_contact(*, owner: User, contact: Contact) -> list[GoalForContact]:
    """Return active goals with this contact's roles and open next steps, and reached ones where a step is open."""
    roles = list(Role.objects.for_user(owner).filter(contact=contact))
    steps = list(NextStep.objects.for_user(owner).open().filter(contact=contact).order_by("due_on"))
    order = list(Role.Kind.values)
    waiting = {step.goal_id for step in steps}
    goals = Goal.objects.for_user(owner).filter(status__in=(Goal.Status.ACTIVE, Goal.Status.REACHED))
    return [
        GoalForContact(
            goal=goal,
            roles=[
                (role, ROLES[Role.Kind(role.kind)].icon)
                for role in sorted(roles, key=lambda role: order.index(role.kind))
                if role.goal_id == goal.pk
            ],
            steps=[step for step in steps if step.goal_id == goal.pk],
        )
        for goal in goals.order_by("-is_leading", "status", "created_at")
        if goal.status == Goal.Status.ACTIVE or goal.pk in waiting
    ]


def offer_for(*, owner: User, contact: Contact) -> Offer | None:
    """Return one of the user's offers: the same for one contact, another for the next."""
    offers: list[Any] = list(Offer.objects.for_user(owner))
    return offers[contact.pk.int % len(offers)] if offers else None
