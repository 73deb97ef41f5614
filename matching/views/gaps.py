"""What is missing for a goal: all of it, and one gap with three ways to fill it."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from matching.pages.gaps import gap_board, gap_page
from matching.views.access import goal_of
from matching.views.needs import need_of
from netzwerk.core.answers import answer
from netzwerk.core.requests import UserRequest


@require_safe
def gap_panel(request: UserRequest, goal: UUID) -> HttpResponse:
    """Show what is missing for a goal: the part for htmx, otherwise a page around it."""
    found = goal_of(request, goal)
    context = {"goal": found, "board": gap_board(request.user, found, today=timezone.localdate())}
    return answer(request, "matching/gap_panel.html", context, part="panel")


@require_safe
def gap_list(request: UserRequest, goal: UUID) -> HttpResponse:
    """Show who has what: every role, competence and question with its people, the empty ones named."""
    found = goal_of(request, goal)
    context = {"goal": found, "board": gap_board(request.user, found, today=timezone.localdate())}
    return answer(request, "matching/gap_list.html", context)


@require_safe
def gap_detail(request: UserRequest, goal: UUID) -> HttpResponse:
    """Show one need, said by `kind`, `competence` or `question`, with three ways to find somebody for it."""
    found = goal_of(request, goal)
    need = need_of(found, request.GET)
    page = gap_page(request.user, found, need, today=timezone.localdate())
    return answer(request, "matching/gap_detail.html", {"goal": found, "need": need, "page": page})
