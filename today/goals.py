"""The goals of the day: who plays which role, which are missing, what comes next."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import TypedDict
from uuid import UUID

from django.db.models import Count

from accounts.models import User
from contacts.queries.nameable import not_in_bin
from contacts.wording import dotted
from goals.labels import ROLES
from goals.models import WANTED_ROLES, Goal, IdealNetwork, NextStep, Purpose, Role
from goals.queries import Progress, progress_of
from today.words import gap_words, role_words

SHOWN_GOALS = 3
# As many next steps a goal shows at once; all that are due count among them first.
SHOWN_STEPS = 4
# Nobody has more open ones to choose from in a day.
MOST_STEPS = 500


@dataclass(frozen=True, slots=True)
class RoleCount:
    """How many people play a role for a goal; with none of them it is a gap."""

    kind: str
    icon: str
    label: str
    is_gap: bool


@dataclass(frozen=True, slots=True)
class GoalCard:
    """One goal as the page shows it."""

    goal: Goal
    about: str
    progress: Progress | None
    roles: tuple[RoleCount, ...]
    steps: tuple[NextStep, ...]
    more_steps: int
    has_ideal_network: bool

    @property
    def is_reached(self) -> bool:
        """Whether only thanks are left to say."""
        return self.goal.status == Goal.Status.REACHED

    @property
    def first_gap(self) -> str:
        """The kind of the first role that nobody plays, or nothing."""
        return next((role.kind for role in self.roles if role.is_gap), "")


class _Shown(TypedDict):
    """Steps that a card shows, and how many it leaves out."""

    steps: tuple[NextStep, ...]
    more_steps: int


def goal_cards(*, user: User, on: date) -> list[GoalCard]:
    """Return the active goals, the leading one first, then reached ones with open steps; six queries at most."""
    steps = _open_steps(user)
    active = list(Goal.objects.for_user(user).active().prefetch_related("ideal_networks")[:SHOWN_GOALS])
    ids = [goal.pk for goal in active]
    others = [pk for pk in steps if pk not in ids]
    reached = Goal.objects.for_user(user).filter(status=Goal.Status.REACHED, pk__in=others).order_by("-status_on")
    counts, progress = _role_counts(user, ids), progress_of(user, active)
    cards = [
        GoalCard(
            goal=goal,
            about=_about(goal),
            progress=progress.get(goal.pk),
            roles=tuple(_roles(counts[goal.pk])),
            **_shown(steps[goal.pk], on),
            has_ideal_network=goal.ideal_network is not None,
        )
        for goal in active
    ]
    return cards + [_thanks_card(goal, steps[goal.pk]) for goal in reached[:SHOWN_GOALS]]


def _thanks_card(goal: Goal, steps: list[NextStep]) -> GoalCard:
    return GoalCard(goal=goal, about="", progress=None, roles=(), **_cut(steps, SHOWN_STEPS), has_ideal_network=True)


def _shown(steps: list[NextStep], on: date) -> _Shown:
    """Return the steps that are due, or else the next that comes, and how many are left out."""
    due = sum(step.due_on <= on for step in steps)
    return _cut(steps, min(due, SHOWN_STEPS) or 1)


def _cut(steps: list[NextStep], most: int) -> _Shown:
    return {"steps": tuple(steps[:most]), "more_steps": max(len(steps) - most, 0)}


def _role_counts(user: User, goal_ids: list[UUID]) -> dict[UUID, dict[str, int]]:
    found: dict[UUID, dict[str, int]] = defaultdict(dict)
    roles = Role.objects.for_user(user).filter(not_in_bin(user, "contact"), goal_id__in=goal_ids)
    counted = roles.values_list("goal_id", "kind").annotate(count=Count("pk")).order_by()
    for goal_id, kind, count in counted:
        found[goal_id][kind] = count
    return found


def _open_steps(user: User) -> dict[UUID, list[NextStep]]:
    found: dict[UUID, list[NextStep]] = defaultdict(list)
    steps = NextStep.objects.for_user(user).open().wanted().filter(not_in_bin(user, "contact"))
    for step in steps.select_related("contact").order_by("due_on", "id")[:MOST_STEPS]:
        found[step.goal_id].append(step)
    return found


def _roles(counts: dict[str, int]) -> list[RoleCount]:
    present = [
        RoleCount(kind, ROLES[kind].icon, role_words(kind, counts[kind]), False) for kind in Role.Kind if kind in counts
    ]
    gaps = [RoleCount(kind, "exclamation-circle", gap_words(kind), True) for kind in WANTED_ROLES if kind not in counts]
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
