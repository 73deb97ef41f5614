"""What the views of goals fetch: the user's own, or 404."""

from __future__ import annotations

from uuid import UUID

from django.shortcuts import get_object_or_404

from goals.models import Goal, LogEntry, NextStep
from netzwerk.core.requests import UserRequest


def goal_of(request: UserRequest, pk: UUID) -> Goal:
    """Return the user's goal with what belongs to it, or 404."""
    goals = Goal.objects.for_user(request.user).prefetch_related("ideal_networks", "competences", "questions")
    found = get_object_or_404(goals, pk=pk)
    found.owner = request.user
    return found


def step_of(request: UserRequest, pk: UUID) -> NextStep:
    """Return the user's next step, or 404."""
    return get_object_or_404(NextStep.objects.for_user(request.user).select_related("contact"), pk=pk)


def entry_of(request: UserRequest, pk: UUID) -> LogEntry:
    """Return what the user wrote into the log of a goal, or 404; another status is told, not written."""
    written = LogEntry.objects.for_user(request.user).exclude(kind=LogEntry.Kind.STATUS).select_related("goal")
    if request.method == "POST":
        # The second of two clicks waits, and then finds it changed or gone.
        written = written.select_for_update(of=("self",))
    found = get_object_or_404(written, pk=pk)
    found.goal.owner = request.user
    return found
