"""What a plan for 90 days can hold: steps that are open, and the people in the roles of a goal; fixed queries."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from accounts.models import User
from contacts.models import Contact
from contacts.queries.nameable import not_in_bin, proposable
from goals.models import Goal, NextStep, Role
from matching.rules.reviewing import plan_ends_on

# A plan is read in a minute.
MOST_STEPS = 20
# So many people can be chosen from, in all goals together: those who got a role last.
MOST_PEOPLE = 150


@dataclass(frozen=True, slots=True)
class Helper:
    """Somebody in a role of a goal, who can be named in the plan."""

    goal: Goal
    contact_id: UUID
    name: str

    @property
    def value(self) -> str:
        """What a form says for this person and goal."""
        return f"{self.goal.pk}:{self.contact_id}"


def open_steps(owner: User, goals: Collection[Goal], today: date) -> list[NextStep]:
    """Return the open steps of these goals that fall into the next 90 days, the most urgent first; two queries."""
    steps = NextStep.objects.for_user(owner).open().filter(
        not_in_bin(owner, "contact"), goal__in=goals, due_on__lte=plan_ends_on(today)
    )  # fmt: skip
    # People are fetched by the steps that are shown: a join may read all of them first.
    found = list(steps.order_by("due_on", "id").prefetch_related("contact")[:MOST_STEPS])
    by_pk = {goal.pk: goal for goal in goals}
    for step in found:
        step.goal = by_pk[step.goal_id]
    return found


def find_helpers(owner: User, goals: Sequence[Goal], today: date) -> list[Helper]:
    """Return who has a role for these goals and may be proposed, in the order of the goals and by name; one query."""
    roles = Role.objects.for_user(owner).filter(proposable(owner, "contact", on=today), goal__in=goals)
    names = ("goal_id", "contact_id", "contact__name", "contact__folded_name")
    rows = list(roles.order_by("-created_at", "-id").values_list(*names)[:MOST_PEOPLE])
    places = {goal.pk: place for place, goal in enumerate(goals)}
    rows.sort(key=lambda row: (places[row[0]], row[3], row[1]))
    return list(dict.fromkeys(Helper(goals[places[goal]], contact, name) for goal, contact, name, _folded in rows))


def people_by_id(owner: User, ids: Collection[UUID]) -> dict[UUID, Contact]:
    """Return these people of the user, without those in the bin; one query."""
    return Contact.objects.for_user(owner).present().in_bulk(list(ids))
