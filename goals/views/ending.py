"""A goal is reached, or let go: what helped, whom to thank, and what becomes of the open steps."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from contacts.models import Contact
from contacts.views.answers import leave, tell
from goals.forms import LetGoForm, ReachedForm
from goals.models import Goal
from goals.queries import progress_of
from goals.queries.steps import open_steps_of
from goals.queries.thanks import people_to_thank, thanks_of
from goals.services import let_goal_go, reach_goal
from goals.views.access import goal_of
from goals.views.standing import status_undo
from goals.views.words import status_sentence
from netzwerk.core.answers import answer
from netzwerk.core.requests import UserRequest, posted

DETAIL = "goals:goal-detail"


@require_http_methods(["GET", "HEAD", "POST"])
def goal_reached(request: UserRequest, goal: UUID) -> HttpResponse:
    """Ask what helped and whom to thank, then call the goal reached; `intent=skip` asks nothing."""
    found = goal_of(request, goal)
    if request.method == "POST" and request.POST.get("intent") == "skip":
        return _reach(request, found, what_helped=found.what_helped)
    today = timezone.localdate()
    helpers, others = people_to_thank(request.user, found, today=today)
    form = _reached_form(request, found, [*helpers, *others], today)
    if request.method != "POST" or not form.is_valid():
        context = {"goal": found, "form": form, "helpers": helpers, "others": others, "today": today}
        return answer(request, "goals/goal_reached.html", context, status=422 if form.errors else 200)
    return _reach(request, found, **form.said())


def _reached_form(request: UserRequest, goal: Goal, people: list[Contact], today: date) -> ReachedForm:
    # Who is to be thanked already may be ticked: by the second of two clicks.
    thanked = [step.contact for step in thanks_of(goal).select_related("contact")]
    return ReachedForm(
        posted(request),
        people=[*people, *thanked],
        steps=open_steps_of(goal),
        progress=progress_of(request.user, [goal]).get(goal.pk),
        today=today,
        initial={"what_helped": goal.what_helped},
    )


def _reach(request: UserRequest, goal: Goal, **said: Any) -> HttpResponse:
    before = reach_goal(goal=goal, now=timezone.now(), **said)
    tell(request, _reached_sentence(len(said.get("thank", ()))), undo=status_undo(request, goal, before))
    return leave(request, default=DETAIL, goal=goal.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def goal_let_go(request: UserRequest, goal: UUID) -> HttpResponse:
    """Ask why and what becomes of the open steps, then let the goal go."""
    found = goal_of(request, goal)
    today = timezone.localdate()
    form = LetGoForm(posted(request), steps=open_steps_of(found), today=today)
    if request.method != "POST" or not form.is_valid():
        context: dict[str, Any] = {"goal": found, "form": form, "today": today}
        return answer(request, "goals/goal_let_go.html", context, status=422 if form.errors else 200)
    before = let_goal_go(goal=found, now=timezone.now(), note=form.cleaned_data["note"], drop=form.dropped())
    tell(request, status_sentence(Goal.Status.LET_GO), undo=status_undo(request, found, before))
    return leave(request, default=DETAIL, goal=found.pk)


def _reached_sentence(thanked: int) -> str:
    if not thanked:
        return status_sentence(Goal.Status.REACHED)
    return ngettext(
        "Reached. One thank-you is among your next steps.",
        "Reached. %(count)s thank-yous are among your next steps.",
        thanked,
    ) % {"count": thanked}
