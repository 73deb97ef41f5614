"""The first page for visitors, the day for members."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from goals.forms import SPANS
from netzwerk.core.requests import UserRequest
from reminders.rules.schedule import local_date
from today.day import day_of
from today.everybody import everybody_on
from today.goals import goal_cards


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show visitors what this is, and members their day."""
    if not request.user.is_authenticated:
        return render(request, "today/first_page.html")
    now = timezone.now()
    today = local_date(now, request.user.zone)
    context = {"day": day_of(user=request.user, now=now), "today": today, "spans": SPANS}
    return render(request, "today/home.html", context)


@require_safe
def goals(request: UserRequest) -> HttpResponse:
    """Show the goals of the day anew, for htmx; others get the whole day."""
    if not request.htmx:
        return redirect("today:home")
    today = local_date(timezone.now(), request.user.zone)
    context = {"day": {"goals": goal_cards(user=request.user, on=today)}, "today": today, "spans": SPANS}
    return render(request, "today/_goals.html", context)


@require_safe
def people(request: UserRequest) -> HttpResponse:
    """Show everybody who has a reason, page by page; a page that does not exist is the first or the last one."""
    today = local_date(timezone.now(), request.user.zone)
    text = request.GET.get("page", "")
    page = int(text) if text.isascii() and text.isdecimal() and len(text) < 6 else 1
    found = everybody_on(user=request.user, on=today, page=page)
    return render(request, "today/people.html", {"found": found, "back": request.get_full_path()})
