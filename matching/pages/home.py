"""Where people are found: for each goal, by who knows whom, among old ties, in the look back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count
from django.urls import reverse

from accounts.models import User
from contacts.queries.nameable import not_in_bin
from goals.models import Goal, Role
from matching.pages.agenda import review_line
from matching.queries.gaps import Gap, gaps_of
from matching.queries.reviews import Standing, standing_of
from matching.queries.reviving import count_worth_reviving
from matching.words.gaps import need_icon, need_title
from netzwerk.core.agenda import AgendaLine

SHOWN_GAPS = 3


@dataclass(frozen=True, slots=True)
class GapChip:
    """Something that is missing, in two words, and the page that says how to fill it."""

    label: str
    icon: str
    url: str


@dataclass(frozen=True, slots=True)
class GoalLine:
    """A goal with how many help with it, and the first of what is missing."""

    goal: Goal
    people: int
    gaps: Sequence[GapChip]
    more_gaps: int


@dataclass(frozen=True, slots=True)
class Home:
    """The ways to find people; `review` is there when a look back is due."""

    goals: list[GoalLine]
    old_ties: int
    review: AgendaLine | None
    reviews: Standing


def home_of(owner: User, today: date) -> Home:
    """Return the page of a day; a constant number of queries."""
    goals = list(Goal.objects.for_user(owner).active())
    gaps, people = gaps_of(owner, goals), _people(owner, goals)
    lines = [
        GoalLine(
            goal,
            people.get(goal.pk, 0),
            [_chip(gap) for gap in gaps[goal.pk][:SHOWN_GAPS]],
            max(0, len(gaps[goal.pk]) - SHOWN_GAPS),
        )
        for goal in goals
    ]
    return Home(
        goals=lines,
        old_ties=count_worth_reviving(owner, today=today),
        review=review_line(owner, today),
        reviews=standing_of(owner),
    )


def _people(owner: User, goals: Sequence[Goal]) -> dict[UUID, int]:
    """Return how many people play a role for each of these goals, nobody counted twice."""
    roles = Role.objects.for_user(owner).filter(not_in_bin(owner, "contact"), goal__in=[goal.pk for goal in goals])
    return dict(roles.values_list("goal_id").annotate(people=Count("contact", distinct=True)).order_by())


def _chip(gap: Gap) -> GapChip:
    address = reverse("matching:gap", args=[gap.goal_id])
    return GapChip(need_title(gap.need), need_icon(gap.need), f"{address}?{gap.need.query}")
