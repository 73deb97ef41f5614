"""One line for each request, an id that its answer and its jobs carry, and its place in the metrics."""

from __future__ import annotations

import logging
from collections.abc import Callable
from time import perf_counter

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from netzwerk.core import measures
from netzwerk.core.proxies import PROTO
from netzwerk.core.trace import about, request_id

logger = logging.getLogger("netzwerk.requests")

HEADER = "X-Request-ID"
METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}
# Asked every few seconds by whatever watches the site.
WATCHED = {"live", "ready", "jobs", "metrics"}
NO_PAGE = "none"


class AccessMiddleware:
    """Tell how each request went: by the name of its view, as addresses may say who somebody is, or hold a key."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        # From anybody but a proxy of ours, whose word on the scheme is left, it is anybody's to fill.
        said = request.headers.get(HEADER, "") if PROTO in request.META else ""
        began, known_as = perf_counter(), request_id(said)
        with about(request=known_as):
            response = self.get_response(request)
            _tell(request, response.status_code, perf_counter() - began)
        response[HEADER] = known_as
        return response


def view_of(request: HttpRequest) -> str:
    """Return the name of a request's view, of which there are some hundreds."""
    match = request.resolver_match
    return (match.view_name or NO_PAGE) if match else NO_PAGE


def _tell(request: HttpRequest, status: int, seconds: float) -> None:
    view, milliseconds = view_of(request), round(seconds * 1000)
    method = request.method if request.method in METHODS else "OTHER"
    is_dull = view in WATCHED and status < 400
    facts = {"method": method, "view": view, "status": status, "milliseconds": milliseconds}
    logger.log(
        logging.DEBUG if is_dull else logging.INFO, "%s %s %s in %s ms", method, view, status, milliseconds, extra=facts
    )
    measures.note_request(view=view, status=status, seconds=seconds)
