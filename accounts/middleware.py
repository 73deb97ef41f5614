"""Middleware: a logged-in user's language and time zone, whatever the browser says."""

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone, translation


class PreferencesMiddleware:
    """Activate the user's language and time zone for the request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        user = request.user
        if not user.is_authenticated:
            return self.get_response(request)
        translation.activate(user.language)
        request.LANGUAGE_CODE = user.language
        with timezone.override(user.zone):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", user.language.split("-")[0])
        return response
