"""What happened since the last review, as facts beside its questions; a fixed number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.db.models import Count, Q
from django.db.models.functions import Coalesce

from accounts.models import User
from contacts.models import Participation
from contacts.models.exchange import WAYS
from contacts.queries.exchanges import exchanges_of
from contacts.queries.nameable import not_in_bin
from goals.models import Goal, NextStep, Role
from goals.queries.progress import progress_of
from networks.models import Stage, StageMove

# So many goals one review speaks of; nobody weighs more in 20 minutes.
MOST_GOALS = 12
# So many names stand in one line.
MOST_NAMES = 3
# More rows than this are not read to find the names of a line.
MOST_ROWS = 500


@dataclass(frozen=True, slots=True)
class Figures:
    """What is counted for one goal: people with a role, and since the last review moments and steps done."""

    people: int = 0
    moments: int = 0
    steps_done: int = 0
    steps_dropped: int = 0


@dataclass(frozen=True, slots=True)
class GoalFacts:
    """What happened for one goal; `progress` is the newest number that was noted."""

    goal: Goal
    figures: Figures
    new_people: tuple[str, ...]
    new_count: int
    progress: int | None


@dataclass(frozen=True, slots=True)
class CommonFacts:
    """What happened beside the goals: given before received, and networks joined and left."""

    given: int
    received: int
    joined: tuple[str, ...]
    left: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to tell."""
        return not (self.given or self.received or self.joined or self.left)


def reviewed_goals(owner: User) -> list[Goal]:
    """Return the goals that are pursued, the leading one first: those that a review asks about, and one more if any."""
    return list(Goal.objects.for_user(owner).active()[: MOST_GOALS + 1])


def figures_of(owner: User, goals: Iterable[Goal], since: date, today: date) -> dict[Goal, Figures]:
    """Return what is counted for each of these goals, in three queries."""
    wanted = list(goals)
    roles = Role.objects.for_user(owner).filter(not_in_bin(owner, "contact"), goal__in=wanted)
    people = _by_goal(roles.order_by().values_list("goal_id").annotate(Count("contact", distinct=True)))
    took_part = Participation.objects.for_user(owner).filter(
        moment__deleted_at=None,
        moment__happened_on__range=(since, today),
        contact__deleted_at=None,
        contact__roles__goal__in=wanted,
    )
    moments = _by_goal(
        took_part.order_by().values_list("contact__roles__goal_id").annotate(Count("moment", distinct=True))
    )
    start = _start_of(owner, since)
    steps = NextStep.objects.for_user(owner).filter(not_in_bin(owner, "contact"), goal__in=wanted)
    ended = (
        steps.order_by()
        .values("goal_id")
        .annotate(done=Count("pk", filter=Q(done_at__gte=start)), dropped=Count("pk", filter=Q(dropped_at__gte=start)))
    )
    ends = {row["goal_id"]: (row["done"], row["dropped"]) for row in ended}
    return {
        goal: Figures(people.get(goal.pk, 0), moments.get(goal.pk, 0), *ends.get(goal.pk, (0, 0))) for goal in wanted
    }


def facts_of_goals(owner: User, goals: Sequence[Goal], since: date, today: date) -> list[GoalFacts]:
    """Return what happened for each of these goals, in their order; five queries for any number of them."""
    figures = figures_of(owner, goals, since, today)
    new = _new_people(owner, goals, since)
    progress = {pk: told.number for pk, told in progress_of(owner, goals).items()}
    return [
        GoalFacts(goal, figures[goal], tuple(new[goal.pk][:MOST_NAMES]), len(new[goal.pk]), progress.get(goal.pk))
        for goal in goals
    ]


def common_facts(owner: User, since: date, today: date) -> CommonFacts:
    """Return what happened beside the goals, in two queries."""
    happened = exchanges_of(owner).annotate(on=Coalesce("done_on", "happened_on")).filter(on__range=(since, today))
    counts = happened.aggregate(**{way: Count("pk", filter=WAYS[way]) for way in ("given", "received")})
    moves = StageMove.objects.for_user(owner).filter(
        moved_on__range=(since, today), stage__in=[Stage.MEMBER, Stage.LEFT], network__deleted_at=None
    )
    named: dict[str, list[str]] = defaultdict(list)
    # The last move of a network counts: joined and left again is left.
    newest = moves.order_by("network_id", "-moved_on", "-id").distinct("network_id")
    for stage, name in newest.values_list("stage", "network__name")[:MOST_ROWS]:
        named[stage].append(name)
    joined, left = sorted(named[Stage.MEMBER]), sorted(named[Stage.LEFT])
    return CommonFacts(counts["given"], counts["received"], tuple(joined), tuple(left))


def _new_people(owner: User, goals: Sequence[Goal], since: date) -> Mapping[UUID, list[str]]:
    start = _start_of(owner, since)
    roles = Role.objects.for_user(owner).filter(not_in_bin(owner, "contact"), goal__in=goals, created_at__gte=start)
    found: dict[UUID, dict[UUID, str]] = defaultdict(dict)
    rows = roles.order_by("-created_at", "-id").values_list("goal_id", "contact_id", "contact__name")[:MOST_ROWS]
    for goal_id, contact_id, name in rows:
        found[goal_id].setdefault(contact_id, name)
    return defaultdict(list, {goal: list(names.values()) for goal, names in found.items()})


def _by_goal(rows: Iterable[Any]) -> dict[UUID, int]:
    return {goal: count for goal, count in rows}


def _start_of(owner: User, day: date) -> datetime:
    return datetime.combine(day, time.min, owner.zone)
