"""The research for a goal, and where it begins."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_safe

from goals.models import Goal
from networks.pages.research import research_of
from networks.words.looking import SEARCH_ENGINE_NAME
from netzwerk.core.answers import answer
from netzwerk.core.requests import UserRequest

PAGE = "networks/research.html"


@require_safe
def research_start(request: UserRequest) -> HttpResponse:
    """Lead to the research for the leading goal; without a goal, say to make one."""
    goal = Goal.objects.for_user(request.user).active().first()
    if goal is not None:
        return redirect("networks:research", goal=goal.pk)
    return answer(request, PAGE, {"research": None})


@require_safe
def research(request: UserRequest, goal: UUID) -> HttpResponse:
    """Show whom to ask and where to look for a goal; `all` shows more people."""
    goals = Goal.objects.for_user(request.user)
    found = get_object_or_404(goals.prefetch_related("ideal_networks"), pk=goal)
    context = {
        "research": research_of(request.user, found, today=timezone.localdate(), shows_all="all" in request.GET),
        "others": goals.active().exclude(pk=goal)[:10],
        "search_engine": SEARCH_ENGINE_NAME,
        "today": timezone.localdate(),
    }
    return answer(request, PAGE, context)
