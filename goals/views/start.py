"""The start: the first goal, five names, then Today."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from contacts.models import Origin
from goals.forms import FirstFiveForm, StartForm
from goals.models import Goal
from goals.services import start_with_goal
from goals.views.entry import Entry
from netzwerk.core.requests import UserRequest


@require_http_methods(["GET", "HEAD", "POST"])
def goal_start(request: UserRequest) -> HttpResponse:
    """Ask for name, purposes and statement; whoever has a goal is past this."""
    user = request.user
    if Goal.objects.for_user(user).exists():
        return redirect("goals:start-people" if request.method == "POST" else "goals:goal-list")
    form = StartForm(request.POST or None, initial={"first_name": user.first_name})
    if request.method == "POST" and form.is_valid():
        start_with_goal(user=user, first_name=form.cleaned_data["first_name"], details=form.details())
        return redirect("goals:start-people")
    return render(request, "goals/goal_start.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def start_people(request: UserRequest) -> HttpResponse:
    """Ask for five names, then lead to Today."""
    entry = Entry(request, place_form=FirstFiveForm)
    if request.method == "POST" and entry.save(origin=Origin.OTHER):
        messages.success(request, entry.outcome() or _("You can add people at any time."))
        return redirect("today:home")
    return render(request, "goals/start_people.html", {"entry": entry}, status=entry.status)
