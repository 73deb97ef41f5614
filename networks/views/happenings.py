"""Moments and exchanges in the network."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse, QueryDict
from django.urls import reverse
from django.views.decorators.http import require_safe

from contacts.rules.exchanges import bar_of
from networks.models import Network
from networks.pages.happenings import happenings_of, parts_of
from networks.queries.happenings import count_happenings
from networks.views.access import network_of
from networks.words.lengths import minutes_words
from netzwerk.core.answers import answer
from netzwerk.core.requests import UserRequest

SHOWN = 5


def load_happenings(request: UserRequest, network: Network, today: date) -> dict[str, Any]:
    """Return what the section shows: how much there was, and the newest; a fixed number of queries."""
    del today
    path = reverse("networks:happening-list", args=[network.pk])
    return {
        **_sums(request, network, ""),
        "given": _given(network, reverse("networks:network-detail", args=[network.pk])),
        **happenings_of(request.user, network, QueryDict(), path, size=SHOWN),
        "list_url": path,
    }


@require_safe
def happening_list(request: UserRequest, network: UUID) -> HttpResponse:
    """Show all that happened in a network, the newest first; `way` chooses a part; htmx gets further rows."""
    found = network_of(request, network)
    context = {"network": found, **happenings_of(request.user, found, request.GET, request.path)}
    if request.htmx and context["is_older"]:
        return answer(request, "networks/happening_list.html", context, part="rows")
    sums = _sums(request, found, context["way"])
    more = {"list_url": request.path, "given": _given(found, request.path)}
    return answer(request, "networks/happening_list.html", {**context, **sums, **more})


def _sums(request: UserRequest, network: Network, chosen: str) -> dict[str, Any]:
    counts = count_happenings(request.user, network)
    return {
        "counts": counts,
        "bar": bar_of(counts.exchanges.given, counts.exchanges.received),
        "parts": parts_of(counts, chosen),
        "time": minutes_words(counts.minutes) if counts.timed else "",
    }


def _given(network: Network, back: str) -> str:
    """Return what the forms of moments and exchanges are told: the network, and where they lead back to."""
    return urlencode({"network": network.pk, "next": back})
