"""A goal is reached, or let go: what helped, whom to thank, and what becomes of the open steps."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from contacts.views.answers import leave, tell
from goals.forms import LetGoForm, ReachedForm
from goals.models import Goal
from goals.queries import progress_of
from goals.queries.steps import open_steps_of
from goals.queries.thanks import people_to_thank
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
    today, now = timezone.localdate(), timezone.now()
    if request.method == "POST" and request.POST.get("intent") == "skip":
        before = reach_goal(goal=found, now=now, what_helped=found.what_helped)
        tell(request, status_sentence(Goal.Status.REACHED), undo=status_undo(request, found, before))
        return leave(request, default=DETAIL, goal=found.pk)
    helpers, others = people_to_thank(request.user, found, today=today)
    form = ReachedForm(
        posted(request),
        people=[*helpers, *others],
        steps=open_steps_of(found),
        progress=progress_of(request.user, [found]).get(found.pk),
        today=today,
        initial={"what_helped": found.what_helped},
    )
    if request.method != "POST" or not form.is_valid():
        context = {"goal": found, "form": form, "helpers": helpers, "others": others, "today": today}
        return answer(request, "goals/goal_reached.html", context, status=422 if form.errors else 200)
    said = form.cleaned_data
    before = reach_goal(
        goal=found,
        now=now,
        what_helped=said["what_helped"],
        number=said.get("number"),
        thank=form.thanked(),
        thank_by=said["thank_by"],
        drop=form.dropped(),
    )
    tell(request, _reached_sentence(len(form.thanked())), undo=status_undo(request, found, before))
    return leave(request, default=DETAIL, goal=found.pk)


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
