"""How many requests a web process takes on at once: beyond that they queue, for a while, and then are refused clearly.

Each request at work has a database connection; with more at work than connections each would take longer and some would
fail anywhere. The queue is short in time, as whoever waits longer has pressed the button again.

The server hands a request on before its body has come, and reading waits for it without end. So a form is received
before it takes a place, and what is larger may take half of the places: whoever sends slowly keeps nobody from a page.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.conf import settings
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.http.response import HttpResponseBase
from django.utils import translation

from netzwerk.core.away import unavailable
from netzwerk.core.sizes import announced_size

# A page with many photos asks for them all at once, so the queue holds a page or two of each visitor. The server needs
# a thread for each who waits: see the commands that start it.
MOST_WAITING = 100
MOST_SECONDS = 10.0
# What forms without files send, which is kept in memory; so many are received at once, with a thread for each.
SMALL_BODY = 256 * 2**10
MOST_RECEIVED, MOST_WAITING_TO_BE = 12, 3
# Whether the process lives is not a question of how much it has to do.
NEVER_REFUSED = ("/health/live",)


class Room:
    """Places at work and in the queue before them; safe among threads."""

    def __init__(self, places: int, most_waiting: int, most_seconds: float) -> None:
        self.places, self.most_waiting, self.most_seconds = places, most_waiting, most_seconds
        self.working = self.waiting = 0
        self._freed = threading.Condition()

    @contextmanager
    def place(self) -> Iterator[bool]:
        """Take a place, after those who came before; gives False when there is none to be had in time."""
        is_in = self._enter()
        try:
            yield is_in
        finally:
            if is_in:
                self._leave()

    def _enter(self) -> bool:
        with self._freed:
            if self.waiting or self.working >= self.places:
                if self.waiting >= self.most_waiting:
                    return False
                self.waiting += 1
                is_free = self._freed.wait_for(lambda: self.working < self.places, self.most_seconds)
                self.waiting -= 1
                if not is_free:
                    return False
            self.working += 1
            return True

    def _leave(self) -> None:
        with self._freed:
            self.working -= 1
            self._freed.notify()


class CapacityMiddleware:
    """Let as many requests through as there are places; the others wait, and some are told to come back (503)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.room = Room(settings.REQUESTS_AT_ONCE, MOST_WAITING, MOST_SECONDS)
        self.hall = Room(MOST_RECEIVED, MOST_WAITING_TO_BE, MOST_SECONDS)
        self.gate = Room(max(1, settings.REQUESTS_AT_ONCE // 2), MOST_WAITING_TO_BE, MOST_SECONDS)

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path_info in NEVER_REFUSED:
            return self.get_response(request)
        size = announced_size(request)
        if size > SMALL_BODY:
            with self.gate.place() as is_in:
                return self._take(request) if is_in else self._refuse(request)
        if size:
            with self.hall.place() as is_in:
                if not is_in:
                    return self._refuse(request)
                try:
                    request.body  # noqa: B018 - kept by the request from now on
                except UnreadablePostError:
                    return HttpResponse(status=400)  # whoever sent it is gone
        return self._take(request)

    def _take(self, request: HttpRequest) -> HttpResponseBase:
        with self.room.place() as is_in:
            if is_in:
                return self.get_response(request)
        return self._refuse(request)

    def _refuse(self, request: HttpRequest) -> HttpResponseBase:
        with translation.override(translation.get_language_from_request(request)):
            return unavailable()
