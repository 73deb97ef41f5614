"""The request that views behind the log-in receive."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest

if TYPE_CHECKING:
    from django_htmx.middleware import HtmxDetails

    from accounts.models import User


class UserRequest(HttpRequest):
    """A request with a logged-in user; only views behind the log-in may be typed with it."""

    user: User
    htmx: HtmxDetails
