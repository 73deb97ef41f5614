"""What the views of goals fetch, and where a change is taken back."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.urls import reverse

from goals.models import Goal, LogEntry, NextStep
from netzwerk.core.redirects import is_path_of_ours
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


def undo_address(
    request: UserRequest, url_name: str, *, query: Mapping[str, object] | None = None, **ids: object
) -> str:
    """Return where a POST takes a change back, and then leads to where this one leads (`next`).

    `ids` are those of the address itself, `query` what it has to know beside them.
    """
    asked = request.POST.get("next") or request.GET.get("next") or ""
    said = urlencode({**(query or {}), **({"next": asked} if is_path_of_ours(asked) else {})})
    address = reverse(url_name, kwargs=ids)
    return f"{address}?{said}" if said else address
