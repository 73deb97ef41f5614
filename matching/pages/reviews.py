"""A review as it is looked at later: its figures against the one before, and what became of its plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from accounts.models import User
from contacts.models import Contact
from goals.models import Goal, NextStep, Role
from matching.models import Review, ReviewedGoal, ReviewedPerson
from matching.queries.review_history import figures_before, finished_reviews, goals_of, people_of
from matching.words.review_outcomes import FIGURES, Outcome, outcome_of
from matching.words.reviews import change_words


@dataclass(frozen=True, slots=True)
class Figure:
    """One count of a goal, with the same in the review before in words."""

    label: str
    count: int
    change: str


@dataclass(frozen=True, slots=True)
class GoalPart:
    """What a review said about one goal."""

    row: ReviewedGoal
    goal: Goal
    verdict: str
    gap: str
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class StepPart:
    """A step of the plan, and what became of it."""

    step: NextStep
    contact: Contact
    goal: Goal
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class RestPart:
    """Somebody who was let rest, or set aside; whether they still are."""

    contact: Contact
    is_resting: bool
    is_asleep: bool


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """All that the page of a review shows."""

    goals: Sequence[GoalPart]
    steps: Sequence[StepPart]
    thanked: Sequence[Contact]
    resting: Sequence[RestPart]

    @property
    def to_reword(self) -> list[Goal]:
        """The goals that are right, but in other words."""
        return [part.goal for part in self.goals if part.row.verdict == ReviewedGoal.Verdict.CHANGED]

    @property
    def reached(self) -> list[Goal]:
        """The goals that were reached."""
        return [part.goal for part in self.goals if part.row.verdict == ReviewedGoal.Verdict.REACHED]


@dataclass(frozen=True, slots=True)
class ReviewLine:
    """One review in the list of all."""

    review: Review
    goals: int
    steps: int
    steps_done: int


def review_page(owner: User, review: Review, today: date) -> ReviewPage:
    """Return what the page of a review shows; a fixed number of queries."""
    rows = goals_of(owner, review)
    before = figures_before(owner, review, [row.goal for row in rows])
    people = people_of(owner, review)
    steps = [one.step for one in people if one.step]
    resting = [one for one in people if one.part in (ReviewedPerson.Part.REST, ReviewedPerson.Part.SNOOZE)]
    return ReviewPage(
        goals=[_goal_part(row, before.get(row.goal_id)) for row in rows],
        steps=[
            StepPart(step, step.contact, step.goal, outcome_of(step, today))
            for step in sorted(steps, key=lambda step: (step.due_on, step.pk))
        ],
        thanked=[one.contact for one in people if one.part == ReviewedPerson.Part.THANKED],
        resting=[
            RestPart(
                one.contact,
                one.contact.is_resting,
                one.contact.snoozed_until is not None and one.contact.snoozed_until > today,
            )
            for one in resting
        ],
    )


def review_lines(owner: User, *, after: Review | None, limit: int) -> list[ReviewLine]:
    """Return so many reviews with what is in them, the newest first, those after one of them when it is given."""
    return [
        ReviewLine(review, review.goal_count, review.step_count, review.done_count)
        for review in finished_reviews(owner, after=after)[:limit]
    ]


def _goal_part(row: ReviewedGoal, before: ReviewedGoal | None) -> GoalPart:
    counts = (("people", row.people), ("moments", row.moments), ("steps_done", row.steps_done))
    figures = tuple(
        Figure(str(FIGURES[name]), count, change_words(count, getattr(before, name) if before else None))
        for name, count in counts
    )
    gap = str(Role.Kind(row.gap).label) if row.gap else ""
    return GoalPart(row, row.goal, str(ReviewedGoal.Verdict(row.verdict).label), gap, figures)
