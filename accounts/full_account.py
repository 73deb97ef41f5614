"""Middleware for accounts that are full: whatever form found no room is answered in the same way."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.db import connection, transaction
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render

from accounts.services.quotas import FullError, Quota
from accounts.words import full_sentence

TOKEN = "csrfmiddlewaretoken"  # noqa: S105 - the name of a field


class FullAccountMiddleware:
    """Where a form of any app would bring in more than there is room for: say so, and lose nothing that was typed.

    With htmx the form stays as it is and a toast says why; without it a page holds what was sent, to send it once more.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponseBase | None:
        """Return 422 for an account that is full, with everything undone that the view had begun; else None."""
        if not isinstance(exception, FullError):
            return None
        sentence = full_sentence(exception)
        if request.headers.get("HX-Request"):
            messages.error(request, sentence)
            response = render(request, "components/_messages.html", {"oob": True}, status=422)
            response["HX-Reswap"] = "none"
        else:
            typed = [(key, value) for key, values in request.POST.lists() for value in values if key != TOKEN]
            context = {"sentence": sentence, "typed": typed, "is_people": exception.use.quota == Quota.PEOPLE}
            response = render(request, "accounts/full.html", context, status=422)
        if connection.in_atomic_block:
            transaction.set_rollback(True)
        return response
