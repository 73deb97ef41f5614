"""Who could introduce the user to a person, an organisation or a field."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from contacts.models import Contact
from goals.models import Goal
from matching.forms.paths import AimForm
from matching.pages.paths import ways_shown
from matching.queries.aims import Meant, meant_by, offered_names
from matching.queries.paths import Aim
from matching.views.aims import aim_of, goal_for, plain_text
from networks.queries.candidates import leading_goal
from netzwerk.core.answers import answer
from netzwerk.core.requests import UserRequest

PAGE = "matching/paths.html"


@require_safe
def paths(request: UserRequest) -> HttpResponse:
    """Show the ways to what the address says, or what the typed text may mean, or just the field to type in."""
    goal, aim = goal_for(request), aim_of(request)
    if aim is not None:
        shown = ways_shown(request.user, aim, goal, today=timezone.localdate())
        form = AimForm(initial={"q": aim.name})
        return _show(request, goal, form, aim=aim, ways=shown, goal_to_go_on=goal or leading_goal(request.user))
    form = AimForm(request.GET if "q" in request.GET else None)
    text = plain_text(form.cleaned_data["q"]) if form.is_bound and form.is_valid() else ""
    if not text:
        return _show(request, goal, form, status=422 if form.errors else 200)
    meant = meant_by(request.user, text)
    if found := _only_one(meant, text):
        return HttpResponseRedirect(_address(found, goal))
    return _show(request, goal, form, meant=meant, text=text, field_url=_address(Aim(field=text), goal))


@require_safe
def path_names(request: UserRequest) -> HttpResponse:
    """Offer names of people, organisations and fields for the letters typed so far."""
    names = offered_names(request.user, plain_text(request.GET.get("begins", "")))
    return JsonResponse({"names": names}, headers={"Cache-Control": "private, no-store"})


def _only_one(meant: Meant, text: str) -> Aim | None:
    if meant.is_field:
        return Aim(field=text)
    if meant.exactly is None:
        return None
    return Aim(contact=meant.exactly) if isinstance(meant.exactly, Contact) else Aim(organisation=meant.exactly)


def _address(aim: Aim, goal: Goal | None) -> str:
    query = {**aim.query, **({"goal": str(goal.pk)} if goal else {})}
    return f"{reverse('matching:paths')}?{urlencode(query)}"


def _show(request: UserRequest, goal: Goal | None, form: AimForm, *, status: int = 200, **context: Any) -> HttpResponse:
    return answer(request, PAGE, {"goal": goal, "form": form, **context}, status=status)
