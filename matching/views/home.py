"""Where people are found: for a goal, by who knows whom, among old ties."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from matching.forms.paths import AimForm
from matching.pages.home import home_of
from netzwerk.core.answers import answer
from netzwerk.core.requests import UserRequest


@require_safe
def home(request: UserRequest) -> HttpResponse:
    """Show the ways to find people, for each goal and without one."""
    context = {"home": home_of(request.user, timezone.localdate()), "form": AimForm()}
    return answer(request, "matching/home.html", context)
