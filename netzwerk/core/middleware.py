"""Middleware: plain cookies only, log-in by default, and every request inside its user's walls."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.db import transaction
from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.cache import patch_cache_control

from netzwerk.core.public import PUBLIC_URL_NAMES
from netzwerk.core.redirects import page_of
from netzwerk.core.walls import acting_as

SESSION_KEY = re.compile(r"[a-z0-9]{1,40}")


class PlainCookieMiddleware:
    """Pass over a session key that is none of ours: a cookie may spell NUL, which PostgreSQL refuses with an error.

    And no GET takes the cookie away. A log-in gives the session another key; what the browser fetched at the same time
    with the old one, such as the service worker, would be answered with an end of the cookie, and so of the log-in.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        key = request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")
        if key and not SESSION_KEY.fullmatch(key):
            del request.COOKIES[settings.SESSION_COOKIE_NAME]
        response = self.get_response(request)
        sent = response.cookies.get(settings.SESSION_COOKIE_NAME)
        if sent is not None and sent["max-age"] == 0 and request.method in {"GET", "HEAD"}:
            del response.cookies[settings.SESSION_COOKIE_NAME]
        return response


class PrivateByDefaultMiddleware(LoginRequiredMiddleware):
    """Ask for the log-in on every page that `PUBLIC_URL_NAMES` does not list, whatever decorators say."""

    def process_view(
        self, request: HttpRequest, view_func: Callable[..., Any], *_arguments: Any
    ) -> HttpResponseBase | None:
        """Return None to go on, or the redirect to the log-in."""
        match = request.resolver_match
        if request.user.is_authenticated or (match and match.view_name in PUBLIC_URL_NAMES):
            return None
        return self.handle_no_permission(request, view_func)

    def handle_no_permission(self, request: HttpRequest, view_func: Callable[..., Any]) -> HttpResponseRedirect:
        """Return the redirect to the log-in, which leads back to the page that was open."""
        page, log_in = page_of(request), self.get_login_url(view_func)
        return redirect_to_login(page, log_in, self.get_redirect_field_name(view_func)) if page else redirect(log_in)


class OwnerMiddleware:
    """Run view and rendering as the logged-in user, in one transaction that a failure undoes.

    ATOMIC_REQUESTS would close before a template reads its lazy list; here it is still open.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return self.get_response(request)
        with acting_as(request.user):
            response = self.get_response(request)
            # Django has turned an exception into this response by now, so the error is told by its status.
            if response.status_code >= 500:
                transaction.set_rollback(True)
        if not response.has_header("Cache-Control"):
            # What is somebody's own is kept by no proxy, and by no browser without asking once more.
            patch_cache_control(response, private=True, no_cache=True)
        return response
