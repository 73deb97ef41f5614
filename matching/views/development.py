"""How a goal developed: people, moments, steps and progress by month."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from matching.pages.development import development_page
from matching.views.access import goal_of
from netzwerk.core.answers import answer
from netzwerk.core.requests import UserRequest


@require_safe
def development(request: UserRequest, goal: UUID) -> HttpResponse:
    """Show how a goal developed: for htmx the small picture on its page, otherwise all of it with the figures."""
    found = goal_of(request, goal)
    page = development_page(request.user, found, today=timezone.localdate())
    return answer(request, "matching/development.html", {"goal": found, "page": page}, part="panel")
