"""The board: each network in its stage."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from networks.models import Network, Stage
from netzwerk.core.answers import answer
from netzwerk.core.requests import UserRequest


@require_safe
def board(request: UserRequest) -> HttpResponse:
    """Show all networks by their stage."""
    networks = list(Network.objects.for_user(request.user).present().defer("note").order_by("-staged_on", "-id"))
    columns = [(stage, [one for one in networks if one.stage == stage]) for stage in Stage]
    return answer(request, "networks/board.html", {"columns": columns, "networks": networks})
