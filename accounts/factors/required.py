"""Where the site asks everybody for a second step: whoever has none sets one up first, and nobody removes the last."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, resolve_url
from django.utils.translation import gettext as _

from accounts.models import User
from netzwerk.core.public import PUBLIC_URL_NAMES

# How SECOND_FACTOR may be set, beside "offered".
REQUIRED = "required"
# Recovery codes alone are none: they come with these, and go with the last of them.
STEPS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
OVERVIEW = "mfa_index"
# What it takes to set one up, to show who one is before that, and to keep an account that is about to go.
ON_THE_WAY = {
    OVERVIEW,
    "mfa_activate_totp",
    "mfa_add_webauthn",
    "mfa_reauthenticate",
    "mfa_view_recovery_codes",
    "account_reauthenticate",
    "account_reauthenticate_elsewhere",
    "accounts:keep",
}
# Pages that need no log-in stay open, but for the first one, which shows members their day.
OPEN = (PUBLIC_URL_NAMES - {"today:home"}) | ON_THE_WAY


def needs_one(user: User) -> bool:
    """Tell whether the site wants a second step of this user; nobody logs in to a sample account."""
    return bool(settings.SECOND_FACTOR == REQUIRED and not user.is_sample)


def lacks_one(user: User) -> bool:
    """Tell whether this user has to set up a second step before anything else; no query where it is only offered."""
    return needs_one(user) and not is_mfa_enabled(user, STEPS)


def must_stay(authenticator: Authenticator) -> bool:
    """Tell whether this is the last second step of somebody who needs one.

    Locks all of them, in one order, until the transaction ends: of two that are removed at once one stays.
    """
    if not needs_one(authenticator.user):
        return False
    steps = Authenticator.objects.select_for_update().filter(user=authenticator.user, type__in=STEPS)
    keys = set(steps.order_by("pk").values_list("pk", flat=True))
    return keys <= {authenticator.pk}


class SecondFactorMiddleware:
    """Lead whoever still lacks a second step to the page where one is set up, from wherever they want to go."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, _view: Callable[..., Any], *_arguments: Any
    ) -> HttpResponseBase | None:
        """Return None to go on, or the way to the page, in the manner of the request."""
        match = request.resolver_match
        if not request.user.is_authenticated or (match and match.view_name in OPEN) or not lacks_one(request.user):
            return None
        return _led_there(request)


def _led_there(request: HttpRequest) -> HttpResponse:
    """Return a redirect for a page; a script gets a refusal instead, that htmx follows to the same page."""
    page = resolve_url(OVERVIEW)
    if request.headers.get("HX-Request"):
        return HttpResponse(status=403, headers={"HX-Redirect": page})
    # Not by Sec-Fetch-Dest: pages that the service worker fetches look like what scripts fetch.
    if "text/html" not in request.headers.get("Accept", "text/html"):
        return JsonResponse({"detail": _("Please set up a second step first."), "url": page}, status=403)
    return redirect(page)
