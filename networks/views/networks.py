"""A network: entered, shown, changed, deleted."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from networks.forms.network import NetworkForm
from networks.services.networks import create_network
from networks.views.access import network_of
from networks.views.sections import ASIDE, MAIN, shown_sections
from netzwerk.core.answers import answer
from netzwerk.core.requests import UserRequest, posted


@require_http_methods(["GET", "HEAD", "POST"])
def network_create(request: UserRequest) -> HttpResponse:
    """Enter a network: a name is enough."""
    form = NetworkForm(posted(request))
    if request.method == "POST" and form.is_valid():
        network = create_network(owner=request.user, details=form.details(), today=timezone.localdate())
        return redirect("networks:network-detail", network=network.pk)
    return answer(request, "networks/network_form.html", {"form": form}, status=422 if form.errors else 200)


@require_safe
def network_detail(request: UserRequest, network: UUID) -> HttpResponse:
    """Show a network with all that belongs to it."""
    found, today = network_of(request, network), timezone.localdate()
    context = {
        "network": found,
        "today": today,
        "main": shown_sections(MAIN, request, found, today),
        "aside": shown_sections(ASIDE, request, found, today),
    }
    return answer(request, "networks/network_detail.html", context)
