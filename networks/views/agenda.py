"""All that waits and comes up in the user's networks."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from networks.pages.agenda import lines_ahead
from netzwerk.core.answers import answer
from netzwerk.core.requests import UserRequest


@require_safe
def agenda(request: UserRequest) -> HttpResponse:
    """Show it by its date."""
    today = timezone.localdate()
    return answer(request, "networks/agenda.html", {"lines": lines_ahead(request.user, today), "today": today})
