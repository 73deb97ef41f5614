"""Whom to thank for a goal that is reached, and who was."""

from __future__ import annotations

from datetime import date

from accounts.models import User
from contacts.models import Contact
from goals.models import Goal, LogEntry, NextStep, Role
from goals.models.roles import NextStepQuerySet

# So many of those without a role: who was there at the end comes to mind first.
MOST_OTHERS = 20
MOST_HELPERS = 60


def people_to_thank(owner: User, goal: Goal, *, today: date) -> tuple[list[Contact], list[Contact]]:
    """Return who has a role, by name, and who was met or heard since the goal began, the latest first; two queries.

    Only people whom product rule 2 lets be suggested, and nobody whose thanks are planned or said already.
    """
    people = Contact.objects.for_user(owner).suggestible(on=today)
    people = people.exclude(pk__in=thanks_of(goal).order_by().values("contact_id"))
    roles = Role.objects.for_user(owner).filter(goal=goal).order_by().values("contact_id")
    began = goal.created_at.astimezone(owner.zone).date()
    others = people.exclude(pk__in=roles).filter(last_moment_on__gte=began, last_moment_on__lte=today)
    helpers = people.filter(pk__any_of=roles).with_positions().by_name()[:MOST_HELPERS]
    return list(helpers), list(others.with_positions().order_by("-last_moment_on", "id")[:MOST_OTHERS])


def thanks_of(goal: Goal) -> NextStepQuerySet:
    """Return whom one meant to thank when a goal was called reached, as steps; none while it is not."""
    steps = NextStep.objects.for_user(goal.owner).filter(goal=goal)
    if goal.status != Goal.Status.REACHED:
        return steps.none()
    entries = LogEntry.objects.for_user(goal.owner).filter(
        goal=goal, kind=LogEntry.Kind.STATUS, status=Goal.Status.REACHED
    )
    reached_at = entries.order_by("-created_at").values("created_at")[:1]
    return steps.filter(is_thanks=True, created_at__gte=reached_at)
