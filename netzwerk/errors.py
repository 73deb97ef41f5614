"""Views for errors that Django reports itself."""

import sys

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views import defaults

from netzwerk.core.away import is_passing, unavailable


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that a request makes no sense; of one that is too large, that it is, and what helps."""
    return render(request, "400.html", {"reason": _too_much(exception)}, status=400)


def too_large(request: HttpRequest, largest: int) -> HttpResponse:
    """Say that so much cannot be sent at once; `largest` is in bytes."""
    words = _("At most %(size)s MB can be sent at once. Nothing was changed. Go back and choose less.")
    return render(request, "400.html", {"reason": words % {"size": largest // 2**20}}, status=413)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 - Django passes it
    """Say in the visitor's language that the form was too old or came from elsewhere."""
    return render(request, "403_csrf.html", status=403)


def server_error(request: HttpRequest) -> HttpResponse:
    """Say that something went wrong here; of what passes by itself, to come back in a moment (503)."""
    return unavailable() if is_passing(sys.exc_info()[1]) else defaults.server_error(request)


def _too_much(exception: Exception) -> str:
    if isinstance(exception, TooManyFieldsSent):
        return _("These are more fields than a form can send at once. Nothing was changed. Go back and choose fewer.")
    if isinstance(exception, TooManyFilesSent):
        return _("These are more files than a form takes at once. Nothing was changed. Go back and choose fewer.")
    if isinstance(exception, RequestDataTooBig):
        return _("This text is longer than a form can send. Nothing was changed. Go back and shorten it.")
    return ""
