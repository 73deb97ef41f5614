"""The inventory by circles of life, and the hint about names that are known."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from contacts.models import Origin, fold_name
from contacts.services import find_namesakes
from goals.forms.inventory import parse_line
from goals.labels import CIRCLES as LOOKS
from goals.labels import PROMPTS
from goals.services import CIRCLES, count_circles
from goals.views.entry import Entry
from netzwerk.core.requests import UserRequest

LINE = re.compile(r"(people-\d{1,4})-line")


@dataclass(frozen=True, slots=True)
class Circle:
    """A circle of life as the pages show it."""

    origin: str
    label: str
    text: str
    icon: str
    count: int
    is_current: bool


@require_safe
def inventory(request: UserRequest) -> HttpResponse:
    """Show the circles with how many people each has."""
    circles = _circles(request)
    total = sum(circle.count for circle in circles)
    return render(request, "goals/inventory.html", {"circles": circles, "total": total})


@require_http_methods(["GET", "HEAD", "POST"])
def inventory_circle(request: UserRequest, origin: str) -> HttpResponse:
    """Take the names of one circle, then lead to the next, or stay."""
    if origin not in CIRCLES:
        raise Http404
    entry = Entry(request)
    if request.method == "POST" and entry.save(origin=origin):
        messages.success(request, entry.outcome() or _("Nobody new here. You can come back at any time."))
        return _after(origin, stays=request.POST.get("intent") == "stay")
    circles = _circles(request, origin)
    context = {
        "entry": entry,
        "circles": circles,
        "circle": next(circle for circle in circles if circle.is_current),
        "prompts": PROMPTS[Origin(origin)],
        "is_last": origin == CIRCLES[-1],
    }
    return render(request, "goals/inventory_circle.html", context, status=entry.status)


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


def _circles(request: UserRequest, current: str = "") -> list[Circle]:
    counts = count_circles(owner=request.user)
    return [
        Circle(
            origin=origin.value,
            label=str(origin.label),
            text=str(LOOKS[origin].text),
            icon=LOOKS[origin].icon,
            count=counts.get(origin.value, 0),
            is_current=origin == current,
        )
        for origin in CIRCLES
    ]
