"""Networks side by side for a goal, and the verdict of a check changed where it stands."""

from __future__ import annotations

from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from contacts.views.answers import leave, tell
from goals.models import Goal
from networks.forms.comparing import VerdictCellForm
from networks.models import Check
from networks.pages.comparison import FEWEST, MOST, comparison_of
from networks.queries.candidates import goals_in_order
from networks.services.checks import set_verdict
from networks.views.undoing import undo_address
from netzwerk.core.answers import answer
from netzwerk.core.redirects import next_url
from netzwerk.core.requests import UserRequest

VERDICT = "networks/verdict_form.html"


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
        "limits": {"fewest": FEWEST, "most": MOST},
        "today": timezone.localdate(),
    }
    return answer(request, "networks/compare.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def compare_verdict(request: UserRequest, check: UUID) -> HttpResponse:
    """Show the verdict of a check, its form, or save it: a cell for htmx, otherwise a page of its own."""
    found = get_object_or_404(
        Check.objects.for_user(request.user).finished().select_related("network", "goal"), pk=check
    )
    found.owner = request.user
    if request.method == "POST":
        return _save(request, found)
    if request.htmx and "shown" in request.GET:
        return _answer(request, found, part="shown")
    return _answer(request, found, VerdictCellForm(initial=VerdictCellForm.initial_of(found)))


def _save(request: UserRequest, check: Check) -> HttpResponse:
    """Save what the body says; an undo says it in the address instead."""
    form = VerdictCellForm(request.GET if "verdict" in request.GET else request.POST)
    if not form.is_valid():
        return _answer(request, check, form)
    before = {name: value or "" for name, value in VerdictCellForm.initial_of(check).items()}
    set_verdict(check=check, **form.said())
    undo = undo_address(request, "networks:compare-verdict", query=before, check=check.pk)
    tell(request, _("The verdict on %(network)s is noted.") % {"network": check.network.name}, undo=undo)
    if request.htmx:
        return _answer(request, check, part="shown")
    return leave(request, default=_comparison(check))


def _answer(
    request: UserRequest, check: Check, form: VerdictCellForm | None = None, *, part: str = "form"
) -> HttpResponse:
    here = next_url(request, default=_comparison(check))
    context = {"check": check, "form": form, "here": here, "today": timezone.localdate(), "is_fresh": True}
    return answer(request, VERDICT, context, part=part, status=422 if form and form.errors else 200)


def _comparison(check: Check) -> str:
    """Return the address of the comparison for the goal of a check."""
    return f"{reverse('networks:compare')}?{urlencode({'goal': check.goal_id})}"


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
    asked = []
    for text in request.GET.getlist("network"):
        try:
            asked.append(UUID(text))
        except ValueError:
            continue
    return asked
