"""What was changed about a revival last, in the session: its words would be too long for an address."""

from __future__ import annotations

from collections.abc import Mapping

from django.urls import reverse
from django.utils.http import urlencode

from matching.models import Revival
from netzwerk.core.ids import new_id
from netzwerk.core.requests import UserRequest

CHANGES = "revival_changes"
MOST_CHANGES = 5


def remember(request: UserRequest, values: Mapping[str, str], *, back: str) -> str:
    """Keep how something was, and return the address that brings it back; then it leads to `back`."""
    key = new_id().hex
    kept = list(request.session.get(CHANGES, {}).items())[1 - MOST_CHANGES :]
    request.session[CHANGES] = {**dict(kept), key: dict(values)}
    return f"{reverse('matching:revival-as-before')}?{urlencode({'change': key, 'next': back})}"


def remembered(request: UserRequest) -> dict[str, str] | None:
    """Return how what the address names was, once."""
    changes: dict[str, dict[str, str]] = request.session.get(CHANGES, {})
    values = changes.get(request.GET.get("change", ""))
    if values is not None:
        request.session[CHANGES] = {key: one for key, one in changes.items() if one is not values}
    return values


def detail_url(revival: Revival) -> str:
    """Return the page of a revival."""
    return reverse("matching:revival-detail", args=[revival.pk])
