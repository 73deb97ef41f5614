"""The fit for each active goal, and the checks."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from contacts.views.answers import leave, tell
from goals.models import Goal
from networks.models import Check, Network
from networks.pages.checks import differences, fit_cards, kept_rows
from networks.queries.checks import check_before, fits_of
from networks.queries.snapshots import Snapshot, read_snapshot
from networks.services.begun_checks import (
    begin_check,
    drop_check,
    move_back_from_checking,
    move_to_checking,
    take_up_check,
)
from networks.views.access import check_of, goal_of, network_of
from networks.wizards import draft_url
from networks.words.stages import moved_words
from netzwerk.core.answers import answer
from netzwerk.core.ids import read_id
from netzwerk.core.requests import UserRequest
from netzwerk.core.undoing import undo_address

# An undo that brings the network to *checking* again.
CHECKING = "checking"


def load_fit(request: UserRequest, network: Network, today: date) -> dict[str, Any] | None:
    """Return how the network fits each goal that is pursued; without a goal the section offers to set one."""
    return {"cards": fit_cards(request.user, network, now=timezone.now(), today=today)}


@require_http_methods(["GET", "HEAD", "POST"])
def check_start(request: UserRequest, network: UUID) -> HttpResponse:
    """Go on with the check for `goal`, or begin one, at `step`; without a goal ask which, if there are several.

    Beginning it by a button brings the network to *checking*; a link alone moves nothing.
    """
    found, now, today = network_of(request, network), timezone.now(), timezone.localdate()
    goals = list(Goal.objects.for_user(request.user).active())
    goal = _asked_goal(request) or (goals[0] if len(goals) == 1 else None)
    if goal is None:
        is_wrong = request.method == "POST" and bool(goals)
        context = {"network": found, "goals": goals, "is_wrong": is_wrong}
        return answer(request, "networks/check_start.html", context, status=422 if is_wrong else 200)
    draft = begin_check(network=found, goal=goal, now=now, today=today)
    if request.method == "POST" and move_to_checking(network=found, today=today):
        tell(request, moved_words(found))
    return redirect(draft_url(draft, request.GET.get("step", "")))


@require_POST
def check_drop(request: UserRequest, network: UUID) -> HttpResponse:
    """Let the check that is begun for `goal` go, and with it the move to *checking* that it made.

    `back` in the address takes it up again; it says whether the network moved.
    """
    found, now = network_of(request, network), timezone.now()
    goal = _asked_goal(request)
    if goal is None:
        raise Http404
    if "back" in request.GET:
        is_there = take_up_check(network=found, goal=goal, now=now)
        if is_there and request.GET["back"] == CHECKING:
            move_to_checking(network=found, today=timezone.localdate())
        tell(request, _("The check is back.") if is_there else _("This check is no longer there."))
    elif dropped := drop_check(network=found, goal=goal, now=now):
        is_moved = move_back_from_checking(network=found, dropped=dropped, now=now)
        back = {"goal": goal.pk, "back": CHECKING if is_moved else "here"}
        undo = undo_address(request, "networks:check-drop", query=back, network=found.pk)
        text = _("The check is dropped.")
        tell(request, f"{text} {moved_words(found)}" if is_moved else text, undo=undo)
    return leave(request, default="networks:network-detail", network=found.pk)


@require_safe
def check_detail(request: UserRequest, check: UUID) -> HttpResponse:
    """Show a check as it was, what changed against the one before, and what has changed since."""
    found = check_of(request, check)
    shot, before = read_snapshot(found), check_before(found)
    now = _now_of(found)
    context = {
        "check": found,
        "network": found.network,
        "fit": shot.found.fit,
        "rows": kept_rows(shot),
        "is_whole": shot.is_whole,
        "before": before,
        "changed": differences(read_snapshot(before), shot) if before else None,
        "newest": now.found.check,
        "since": differences(shot, now) if shot.is_whole and now.found.check == found else None,
    }
    return answer(request, "networks/check_detail.html", context)


def _asked_goal(request: UserRequest) -> Goal | None:
    """Return the goal that is asked for; a stranger's or one that is no more is 404."""
    asked = request.POST.get("goal") or request.GET.get("goal", "")
    if not asked:
        return None
    return goal_of(request, read_id(asked) or UUID(int=0))


def _now_of(check: Check) -> Snapshot:
    """Return how the network of a check fits its goal now."""
    [fit] = fits_of(check.owner, check.network, [check.goal])
    return Snapshot(fit.found)
