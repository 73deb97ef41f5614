"""The inventory by circles of life, and the hint about names that are known."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from contacts.models import Contact, Origin, fold_name
from contacts.services import find_namesakes
from goals.forms.inventory import parse_line
from goals.labels import CIRCLES as LOOKS
from goals.labels import EMPTY_CIRCLES, PROMPTS
from goals.models import Goal
from goals.queries.cards import Progress, progress
from goals.rules.circles import next_circle, portion
from goals.services import CIRCLES, count_circles
from goals.services.inventory import remember_circle, remembered
from goals.views.entry import Entry
from netzwerk.core.answers import answer
from netzwerk.core.requests import UserRequest

LINE = re.compile(r"(people-\d{1,4})-line")
# So many questions at a time, and so many names of those who are there.
QUESTIONS, NAMES = 3, 24


@dataclass(frozen=True, slots=True)
class Circle:
    """A circle of life as the pages show it."""

    origin: str
    label: str
    text: str
    empty: str
    icon: str
    count: int
    is_current: bool


@require_safe
def inventory(request: UserRequest) -> HttpResponse:
    """Show the circles with how many people each has, and where it goes on: names first, then cards."""
    now = timezone.now()
    circles, visited = _circles(request), remembered(owner=request.user, now=now).get("visited", [])
    going_on = next_circle(CIRCLES, {circle.origin: circle.count for circle in circles}, visited)
    ways = progress(owner=request.user, whom="", today=timezone.localdate())
    context = {
        "circles": circles,
        "total": sum(circle.count for circle in circles),
        "going_on": next((circle for circle in circles if circle.origin == going_on), None),
        "is_begun": bool(visited),
        "cards": sum(ways.values(), Progress()),
    }
    return render(request, "goals/inventory.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def inventory_circle(request: UserRequest, origin: str) -> HttpResponse:
    """Take the names of one circle, then lead to the next, or stay; without JavaScript also bring more questions."""
    if origin not in CIRCLES:
        raise Http404
    if request.htmx and "questions" in request.GET:
        circle = next(circle for circle in _circles(request, origin) if circle.is_current)
        context = {"circle": circle, **_questions(request, origin)}
        return answer(request, "goals/inventory_circle.html", context, part="prompts")
    entry = Entry(request)
    wants_names = request.method == "POST" and "questions" not in request.POST
    if wants_names and entry.save(origin=origin):
        remember_circle(owner=request.user, origin=origin, now=timezone.now())
        messages.success(request, entry.outcome() or _("Nobody new here. You can come back at any time."))
        return _after(origin, stays=request.POST.get("intent") == "stay")
    circles = _circles(request, origin)
    context = {
        "entry": entry,
        "circles": circles,
        "circle": next(circle for circle in circles if circle.is_current),
        "number": CIRCLES.index(Origin(origin)) + 1,
        "people": _newest(request, origin),
        "is_last": origin == CIRCLES[-1],
        **_questions(request, origin),
    }
    return answer(request, "goals/inventory_circle.html", context, status=entry.status)


@require_safe
def inventory_hint(request: UserRequest) -> HttpResponse:
    """Say who has the name that is being typed, with the choice to add the person anyway."""
    found = next((match for key in request.GET if (match := LINE.fullmatch(key))), None)
    name = parse_line(request.GET[found[0]])[0] if found else ""
    namesakes = find_namesakes(owner=request.user, names=[name]) if name else {}
    context = {
        "prefix": found[1] if found else "",
        "namesakes": namesakes.get(fold_name(name), []),
        "folded_name": fold_name(name),
    }
    return render(request, "goals/_quick_hint.html", context)


def _after(origin: str, *, stays: bool) -> HttpResponse:
    place = CIRCLES.index(Origin(origin))
    if stays:
        return redirect("goals:inventory-circle", origin=origin)
    if place + 1 < len(CIRCLES):
        return redirect("goals:inventory-circle", origin=CIRCLES[place + 1])
    return redirect("goals:inventory")


def _questions(request: UserRequest, origin: str) -> dict[str, Any]:
    """Return a portion of the questions that bring names back, that of the goal before all others."""
    said = request.POST.get("questions") or request.GET.get("questions") or ""
    number = int(said) if said.isascii() and said.isdigit() and len(said) <= 3 else 1
    goal = Goal.objects.for_user(request.user).active().first()
    own = (
        [_("Who works in “%(field)s”, or knows somebody there?") % {"field": goal.field}] if goal and goal.field else []
    )
    prompts, more = portion([*own, *(str(prompt) for prompt in PROMPTS[Origin(origin)])], number, QUESTIONS)
    return {"prompts": prompts, "more": more}


def _newest(request: UserRequest, origin: str) -> list[Contact]:
    people = Contact.objects.for_user(request.user).present().filter(origin=origin)
    return list(people.order_by("-created_at", "-id")[:NAMES])


def _circles(request: UserRequest, current: str = "") -> list[Circle]:
    counts = count_circles(owner=request.user)
    return [
        Circle(
            origin=origin.value,
            label=str(origin.label),
            text=str(LOOKS[origin].text),
            empty=str(EMPTY_CIRCLES[origin]),
            icon=LOOKS[origin].icon,
            count=counts.get(origin.value, 0),
            is_current=origin == current,
        )
        for origin in CIRCLES
    ]
