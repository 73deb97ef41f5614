"""The request that views behind the log-in receive."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest, QueryDict

if TYPE_CHECKING:
    from django_htmx.middleware import HtmxDetails

    from accounts.models import User


class UserRequest(HttpRequest):
    """A request with a logged-in user; only views behind the log-in may be typed with it."""

    user: User
    htmx: HtmxDetails


def posted(request: HttpRequest) -> QueryDict | None:
    """Return what a form that this request posts is bound to; otherwise it is shown unbound."""
    return request.POST if request.method == "POST" else None
