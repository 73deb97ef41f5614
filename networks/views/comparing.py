"""Networks side by side for a goal."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from goals.models import Goal
from networks.pages.comparison import comparison_of
from networks.queries.candidates import goals_in_order
from networks.rules.fit import FEWEST_COMPARED, MOST_COMPARED
from netzwerk.core.answers import answer
from netzwerk.core.ids import read_ids
from netzwerk.core.requests import UserRequest


@require_safe
def compare(request: UserRequest) -> HttpResponse:
    """Show two to five networks side by side; the goal that leads, and the best in sight, where none are asked for."""
    goals = goals_in_order(request.user)
    if not goals:
        return answer(request, "networks/compare.html", {"goals": goals})
    goal = _goal(goals, request.GET.get("goal", ""))
    asked = _asked(request) if "network" in request.GET or "chosen" in request.GET else None
    comparison = comparison_of(request.user, goal, asked, timezone.now())
    context = {
        "goals": goals,
        "goal": goal,
        "comparison": comparison,
        "asked": asked,
        "here": request.get_full_path(),
        "limits": {"fewest": FEWEST_COMPARED, "most": MOST_COMPARED},
        "today": timezone.localdate(),
    }
    return answer(request, "networks/compare.html", context)


def _goal(goals: list[Goal], asked: str) -> Goal:
    """Return the goal that is asked for, or 404; the first where none is."""
    if not asked:
        return goals[0]
    found = next((goal for goal in goals if str(goal.pk) == asked), None)
    if found is None:
        raise Http404
    return found


def _asked(request: UserRequest) -> list[UUID]:
    """Return the networks that the address names; what is no id is nothing."""
    return read_ids(request.GET.getlist("network"))
