"""The goals of the day: who plays which role, which are missing, what comes next."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count

from accounts.models import User
from contacts.wording import dotted
from goals.labels import ROLES
from goals.models import WANTED_ROLES, Goal, IdealNetwork, NextStep, Purpose, Role
from today.words import gap_words, role_words

SHOWN_GOALS = 3


@dataclass(frozen=True, slots=True)
class RoleCount:
    """How many people play a role for a goal; with none of them it is a gap."""

    icon: str
    label: str
    is_gap: bool


@dataclass(frozen=True, slots=True)
class GoalCard:
    """One goal as the page shows it."""

    goal: Goal
    about: str
    roles: tuple[RoleCount, ...]
    steps: tuple[NextStep, ...]
    has_ideal_network: bool


def goal_cards(*, user: User, on: date) -> list[GoalCard]:
    """Return the active goals, the leading one first, in a constant number of queries."""
    goals = list(Goal.objects.for_user(user).active().prefetch_related("ideal_networks")[:SHOWN_GOALS])
    ids = [goal.pk for goal in goals]
    counts, steps = _role_counts(user, ids), _due_steps(user, ids, on)
    return [
        GoalCard(
            goal=goal,
            about=_about(goal),
            roles=tuple(_roles(counts[goal.pk])),
            steps=tuple(steps[goal.pk]),
            has_ideal_network=goal.ideal_network is not None,
        )
        for goal in goals
    ]


def _role_counts(user: User, goal_ids: list[UUID]) -> dict[UUID, dict[str, int]]:
    found: dict[UUID, dict[str, int]] = defaultdict(dict)
    roles = Role.objects.for_user(user).filter(goal_id__in=goal_ids, contact__deleted_at=None)
    counted = roles.values_list("goal_id", "kind").annotate(count=Count("pk")).order_by()
    for goal_id, kind, count in counted:
        found[goal_id][kind] = count
    return found


def _due_steps(user: User, goal_ids: list[UUID], on: date) -> dict[UUID, list[NextStep]]:
    found: dict[UUID, list[NextStep]] = defaultdict(list)
    steps = NextStep.objects.for_user(user).due(on=on).filter(goal_id__in=goal_ids, contact__deleted_at=None)
    for step in steps.select_related("contact").order_by("due_on", "id"):
        found[step.goal_id].append(step)
    return found


def _roles(counts: dict[str, int]) -> list[RoleCount]:
    present = [
        RoleCount(ROLES[kind].icon, role_words(kind, counts[kind]), False) for kind in Role.Kind if kind in counts
    ]
    gaps = [RoleCount("exclamation-circle", gap_words(kind), True) for kind in WANTED_ROLES if kind not in counts]
    return present + gaps


def _about(goal: Goal) -> str:
    """Return what the goal is for, and what its network should be like."""
    network = goal.ideal_network
    words = [str(Purpose(purpose).label) for purpose in goal.purposes]
    words += [goal.own_purpose, goal.field]
    if network:
        meet = "" if network.format == IdealNetwork.Format.BOTH else network.get_format_display()
        words += [network.get_reach_display(), network.place, meet]
    return dotted(*words)
