"""What the tests of reviews share: drafts, and the way through the steps."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from goals.models import Goal
from matching.models import Review
from matching.services.reviews import begin_review
from netzwerk.core.models import Draft
from netzwerk.core.walls import acting_as

STEPS = ["goals", "moved", "thank", "rest", "gap", "plan", "summary"]


def step_url(draft: Draft, step: str) -> str:
    """Return the address of a step."""
    return reverse("matching:review-step", args=[draft.pk, step])


def new_draft(user: User) -> Draft:
    """Return the draft of a review."""
    with acting_as(user):
        return begin_review(owner=user, step="goals", now=timezone.now())


def make_review(user: User, on: date, **fields: Any) -> Review:
    """Return a finished review."""
    with acting_as(user):
        return Review.objects.create(owner=user, since_on=on - timedelta(days=90), finished_on=on, **fields)


def age_goal(goal: Goal, at: datetime) -> Goal:
    """Let a goal have been set at this time."""
    with acting_as(goal.owner):
        Goal.objects.filter(pk=goal.pk).update(created_at=at)
    return goal


def fill(client: Client, draft: Draft, steps: dict[str, dict[str, Any]]) -> None:
    """Go through some steps."""
    for step, data in steps.items():
        typed = {f"{step}-{name}": value for name, value in data.items()}
        response = client.post(step_url(draft, step), typed)
        assert response.status_code == 302, (step, response.content.decode())


def finish(client: Client, draft: Draft, **steps: dict[str, Any]) -> Review:
    """Go through these steps, finish, and return the review."""
    fill(client, draft, steps)
    response = client.post(step_url(draft, "summary"), {})
    assert response.status_code == 302
    with acting_as(draft.owner):
        review = Review.objects.filter(finished_on__isnull=False).order_by("-id").first()
    assert review is not None, response["Location"]
    return review
