"""How many requests a web process takes on at once: beyond that they queue, for a while, and then are refused clearly.

Each request at work has a database connection; with more at work than connections each would take longer and some would
fail anywhere. The queue is short in time, as whoever waits longer has pressed the button again.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import translation

from netzwerk.core.away import unavailable

# A page with many photos asks for them all at once, so the queue holds a page or two of each visitor. The server needs
# a thread for each who waits: see the commands that start it.
MOST_WAITING = 100
MOST_SECONDS = 10.0
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

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path_info in NEVER_REFUSED:
            return self.get_response(request)
        with self.room.place() as is_in:
            if is_in:
                return self.get_response(request)
        with translation.override(translation.get_language_from_request(request)):
            return unavailable()
