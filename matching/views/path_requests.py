"""Asking for an introduction: a text to copy, planned as a next step, noted as asked; nothing is sent."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from contacts.models import Contact
from contacts.views.answers import leave, tell, undo_address
from goals.forms import StepForm
from goals.models import Goal, NextStep
from goals.services import plan_next_step
from matching.forms.paths import AskedForm
from matching.pages.path_requests import goals_to_name, request_shown
from matching.services.introductions import note_request
from matching.views.aims import aim_of, goal_for
from matching.words.path_requests import Asking, reached, step_words
from matching.words.paths import refusal_words
from netzwerk.core.answers import answer
from netzwerk.core.ids import read_id
from netzwerk.core.requests import UserRequest

PAGE = "matching/path_request.html"
PATHS = "matching:paths"
NO_GOAL = "none"
STEP_LENGTH = NextStep._meta.get_field("text").max_length or 0
# A week is enough to find the moment, and too short to forget it.
USUAL_DAYS = 7


@require_safe
def path_request(request: UserRequest, contact: UUID) -> HttpResponse:
    """Show what one could give somebody, and a request to copy; without an aim, where one is chosen."""
    asking = _asking(request, contact)
    return _show(request, asking) if asking else redirect(PATHS)


@require_POST
def path_plan(request: UserRequest, contact: UUID) -> HttpResponse:
    """Plan the request as a next step for a goal."""
    asking = _asking(request, contact)
    if asking is None:
        return redirect(PATHS)
    form = StepForm(request.POST, owner=request.user)
    if not form.is_valid():
        return _show(request, asking, step_form=form)
    step = plan_next_step(contact=asking.contact, **form.cleaned_data)
    undo = reverse("goals:step-drop", kwargs={"next_step": step.pk})
    back = _paths_address(asking)
    tell(request, _("Planned: %(step)s") % {"step": step.text}, undo=f"{undo}?{urlencode({'next': back})}")
    return leave(request, default=back)


@require_POST
def path_asked(request: UserRequest, contact: UUID) -> HttpResponse:
    """Note that somebody was asked for an introduction."""
    asking = _asking(request, contact)
    if asking is None:
        return redirect(PATHS)
    form = AskedForm(request.POST, today=timezone.localdate())
    if not form.is_valid():
        return _show(request, asking, asked_form=form)
    exchange = note_request(contact=asking.contact, to=reached(asking), on=form.cleaned_data["asked_on"])
    back = _paths_address(asking)
    undo = undo_address(request, "contacts:exchange-delete", exchange.pk, next=back)
    tell(request, _("Noted: you asked %(name)s.") % {"name": asking.contact.name}, undo=undo)
    return leave(request, default=back)


def _asking(request: UserRequest, contact: UUID) -> Asking | None:
    """Return what the address asks for, None without an aim; 404 for anybody whom product rule 2 keeps out."""
    person, aim, through = _askable(request, contact), aim_of(request), request.GET.get("through", "")
    if aim is None:
        return None
    if aim.contact and refusal_words(aim.contact):
        raise Http404
    return Asking(
        contact=person,
        aim=aim,
        through=_askable(request, read_id(through)) if through else None,
        goal=_goal(request),
    )


def _askable(request: UserRequest, contact: UUID | None) -> Contact:
    people = Contact.objects.for_user(request.user).suggestible(on=timezone.localdate())
    found = get_object_or_404(people.prefetch_related("emails"), pk=contact)
    found.owner = request.user
    return found


def _goal(request: UserRequest) -> Goal | None:
    """Return the goal that the request names: the one of the address, or else the one that leads."""
    if request.GET.get("goal") == NO_GOAL:
        return None
    return goal_for(request) or next(iter(goals_to_name(request.user)), None)


def _show(
    request: UserRequest, asking: Asking, *, step_form: StepForm | None = None, asked_form: AskedForm | None = None
) -> HttpResponse:
    today = timezone.localdate()
    initial: dict[str, Any] = {"text": step_words(asking)[:STEP_LENGTH], "due_on": today + timedelta(days=USUAL_DAYS)}
    is_wrong = step_form is not None or asked_form is not None
    context = {
        "asking": asking,
        "request_shown": request_shown(request.user, asking, request.GET.dict()),
        "goals": goals_to_name(request.user),
        "step_form": step_form or StepForm(owner=request.user, initial=initial),
        "asked_form": asked_form or AskedForm(today=today),
        "query": _query(asking),
        "back_url": _paths_address(asking),
    }
    return answer(request, PAGE, context, part="sheet", status=422 if is_wrong else 200)


def _query(asking: Asking) -> str:
    """Return how the address says what is asked for; without the goal, which a form chooses."""
    query = {**asking.aim.query, **({"through": str(asking.through.pk)} if asking.through else {})}
    return urlencode(query)


def _paths_address(asking: Asking) -> str:
    query = {**asking.aim.query, **({"goal": str(asking.goal.pk)} if asking.goal else {})}
    return f"{reverse(PATHS)}?{urlencode(query)}"
