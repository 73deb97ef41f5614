"""Where people are found: for a goal, by who knows whom, among old ties."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from goals.models import Goal
from netzwerk.core.answers import answer
from netzwerk.core.requests import UserRequest


@require_safe
def home(request: UserRequest) -> HttpResponse:
    """Show the ways to find people, for each goal and without one."""
    goals = list(Goal.objects.for_user(request.user).active())
    return answer(request, "matching/home.html", {"goals": goals})
