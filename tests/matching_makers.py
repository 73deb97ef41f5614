"""What an id in an address of matching, and of what goals got with it, stands for: for `test_strangers`."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.utils import timezone

from accounts.models import User
from goals.models import Goal, LogEntry
from matching.models import Review, WarmUp
from matching.services.complement import begin_complement
from matching.services.reviews import begin_review
from netzwerk.core.walls import acting_as
from tests.factories import (
    TODAY,
    make_approach,
    make_competence,
    make_contact,
    make_goal,
    make_holder,
    make_question,
    make_revival,
)

Maker = Callable[[User], UUID]


def _make_warm_up(user: User) -> UUID:
    contact = make_contact(user)
    with acting_as(user):
        return WarmUp.objects.create(owner=user, contact=contact, written_on=TODAY).pk


def _make_log_entry(user: User) -> UUID:
    goal = make_goal(user)
    with acting_as(user):
        return LogEntry.objects.create(owner=user, goal=goal, happened_on=TODAY, text="A first talk").pk


def _make_review(user: User) -> UUID:
    with acting_as(user):
        return Review.objects.create(owner=user, since_on=TODAY, finished_on=TODAY).pk


def _make_put_off(user: User) -> UUID:
    with acting_as(user):
        return Review.objects.create(owner=user, since_on=TODAY, put_off_until=TODAY).pk


def _make_review_draft(user: User) -> UUID:
    with acting_as(user):
        return begin_review(owner=user, step="moved", now=timezone.now()).pk


def _make_complement_draft(user: User) -> UUID:
    goal = make_goal(user)
    with acting_as(user):
        return begin_complement(goal=goal, now=timezone.now()).pk


def holder_query(user: User, goal_id: UUID) -> str:
    """Return how an address says who has which competence that a goal needs."""
    with acting_as(user):
        goal = Goal.objects.for_user(user).get(pk=goal_id)
    return f"?competence={make_competence(goal).pk}&contact={make_contact(user).pk}"


# By the parameter, or by the name of the address and the parameter where it has to be a special one.
MATCHING_MAKERS: dict[str, Maker] = {
    "matching:complement-step draft": _make_complement_draft,
    "competence": lambda user: make_competence(make_goal(user)).pk,
    "question": lambda user: make_question(make_goal(user)).pk,
    "holder": lambda user: make_holder(make_competence(make_goal(user)), make_contact(user)).pk,
    "approach": lambda user: make_approach(make_goal(user), make_contact(user)).pk,
    "revival": lambda user: make_revival(make_contact(user)).pk,
    "warm_up": _make_warm_up,
    "log_entry": _make_log_entry,
    "matching:review-detail review": _make_review,
    "matching:review-put-off-undo review": _make_put_off,
    "matching:review-step draft": _make_review_draft,
}
