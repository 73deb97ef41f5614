"""How much each criterion counts for a goal, how the score works, and the networks of a goal on its page."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from contacts.views.answers import leave, tell
from goals.models import Goal
from networks.forms.weights import WeightsForm
from networks.models import Criterion
from networks.pages.goal_panel import panel_of
from networks.pages.weighting import weight_groups
from networks.queries.fits import weights_of
from networks.rules.fit import DEFAULT_WEIGHTS
from networks.services.weights import set_weights
from networks.views.access import goal_of
from netzwerk.core.answers import answer
from netzwerk.core.requests import UserRequest
from netzwerk.core.undoing import undo_address


@require_http_methods(["GET", "HEAD", "POST"])
def fit_weights(request: UserRequest, goal: UUID) -> HttpResponse:
    """Show and save how much each criterion counts for a goal."""
    found = goal_of(request, goal)
    before = weights_of(request.user, found)
    if request.method != "POST":
        return _weights_page(request, found, WeightsForm(initial=before), before)
    # An undo says the numbers in its address.
    form = WeightsForm(request.POST if Criterion.REACH in request.POST else request.GET)
    if not form.is_valid():
        return _weights_page(request, found, form, before)
    set_weights(goal=found, weights=form.weights())
    undo = undo_address(request, "networks:fit-weights", query=before, goal=found.pk)
    tell(request, _("Saved. All networks are scored anew for this goal."), undo=undo)
    return leave(request, default="networks:fit-weights", goal=found.pk)


def _weights_page(request: UserRequest, goal: Goal, form: WeightsForm, weights: dict[str, int]) -> HttpResponse:
    context = {
        "goal": goal,
        "form": form,
        "groups": weight_groups(form, weights),
        "usual": DEFAULT_WEIGHTS,
        "is_usual": weights == DEFAULT_WEIGHTS,
    }
    return answer(request, "networks/fit_weights.html", context, status=422 if form.errors else 200)


@require_safe
def fit_explained(request: UserRequest) -> HttpResponse:
    """Say how the score works."""
    return answer(request, "networks/fit_explained.html", {"criteria": Criterion})


@require_safe
def goal_panel(request: UserRequest, goal: UUID) -> HttpResponse:
    """Show the networks with their fit for a goal: the part for htmx, otherwise a page around it."""
    found = goal_of(request, goal)
    return answer(request, "networks/goal_panel.html", {"goal": found, "panel": panel_of(found)}, part="panel")
