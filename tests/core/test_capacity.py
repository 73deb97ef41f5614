"""Too many requests at once: they queue, in order and not for long, and what is too much is refused clearly."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from io import BytesIO
from typing import Any

import pytest
from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from netzwerk.core.capacity import (
    MOST_RECEIVED,
    MOST_WAITING,
    MOST_WAITING_TO_BE,
    SMALL_BODY,
    CapacityMiddleware,
    Room,
)
from netzwerk.local.commands import WEB_PLACES, WEB_THREADS
from tests.e2e.waiting import wait_for


@contextmanager
def full(room: Room) -> Iterator[threading.Event]:
    """Fill all places, until the event is set or the block ends."""
    may_go, entered = threading.Event(), threading.Semaphore(0)

    def work() -> None:
        with room.place():
            entered.release()
            may_go.wait(10)

    threads = [threading.Thread(target=work) for _place in range(room.places)]
    for thread in threads:
        thread.start()
        entered.acquire()
    yield may_go
    may_go.set()
    for thread in threads:
        thread.join()


def in_thread(act: Callable[[], object]) -> threading.Thread:
    """Start a thread."""
    thread = threading.Thread(target=act)
    thread.start()
    return thread


def test_a_place_is_free_again_after_an_error() -> None:
    room = Room(1, 0, 0)

    with pytest.raises(ValueError, match="broken"), room.place():
        raise ValueError("broken")

    with room.place() as is_in:
        assert is_in


def test_who_comes_when_the_queue_is_full_is_refused_at_once() -> None:
    room = Room(2, 1, 10)
    got: list[bool] = []

    def wait() -> None:
        with room.place() as is_in:
            got.append(is_in)

    with full(room) as may_go:
        waiting = in_thread(wait)
        wait_for(lambda: room.waiting == 1, "somebody in the queue")
        with room.place() as is_in:
            assert not is_in
        may_go.set()
        waiting.join()
    assert got == [True]
    assert (room.working, room.waiting) == (0, 0)


def test_who_waited_too_long_is_refused() -> None:
    room = Room(1, 5, 0.01)

    with full(room), room.place() as is_in:
        assert not is_in
    assert (room.working, room.waiting) == (0, 0)


def test_never_more_are_at_work_than_there_are_places() -> None:
    room, most, lock = Room(3, 100, 10), [0], threading.Lock()

    def work() -> None:
        for _time in range(50):
            with room.place() as is_in:
                assert is_in
                with lock:
                    most[0] = max(most[0], room.working)

    for thread in [in_thread(work) for _thread in range(12)]:
        thread.join()
    assert most[0] <= 3
    assert (room.working, room.waiting) == (0, 0)


def test_a_refusal_is_a_page_that_says_when_to_come_back() -> None:
    middleware = CapacityMiddleware(lambda _request: HttpResponse("served"))
    middleware.room = Room(0, 0, 0)

    response = middleware(_request("/contacts/", "de"))

    assert response.status_code == 503
    assert response["Retry-After"] == "10"
    assert response["Cache-Control"] == "no-store"
    assert isinstance(response, HttpResponse)
    assert "Gerade können wir nicht antworten" in response.content.decode()


def test_whether_the_process_lives_is_always_told() -> None:
    middleware = CapacityMiddleware(lambda _request: HttpResponse("served"))
    middleware.room = Room(0, 0, 0)

    assert middleware(_request("/health/live")).status_code == 200


def test_the_server_has_a_thread_for_each_who_works_or_waits_and_some_to_refuse() -> None:
    assert WEB_THREADS > WEB_PLACES + MOST_WAITING + MOST_RECEIVED + 2 * MOST_WAITING_TO_BE


class Slow:
    """A body of which nothing comes until somebody says so."""

    def __init__(self) -> None:
        self.may_come, self.is_read = threading.Event(), threading.Event()

    def read(self, *_sizes: int) -> bytes:
        self.is_read.set()
        self.may_come.wait(10)
        return b""

    readline = read


def _sending(path: str, size: int, body: object) -> WSGIRequest:
    environ: Any = {"CONTENT_LENGTH": str(size), "wsgi.input": body}
    return RequestFactory().generic("POST", path, b"", "application/x-www-form-urlencoded", **environ)


def _reads(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"{len(request.POST)} fields" if request.method == "POST" else "a page")


def _together(middleware: CapacityMiddleware, size: int, many: int) -> Iterator[None]:
    """Let so many send a body of this size, which does not come, while something else is done."""
    bodies = [Slow() for _body in range(many)]
    threads = [in_thread(partial(middleware, _sending("/accounts/login/", size, body))) for body in bodies]
    wait_for(lambda: sum(body.is_read.is_set() for body in bodies) >= 1, "a body that is waited for")
    yield
    for body in bodies:
        body.may_come.set()
    for thread in threads:
        thread.join()


slowly_sent = contextmanager(_together)


def test_who_sends_a_form_slowly_keeps_nobody_from_a_page() -> None:
    middleware = CapacityMiddleware(_reads)
    middleware.room, middleware.hall = Room(1, 0, 0), Room(2, 0, 0)

    with slowly_sent(middleware, size=1000, many=2):
        wait_for(lambda: middleware.hall.working == 2, "two who send")
        assert middleware(_request("/")).status_code == 200
        assert middleware(_sending("/", 5, BytesIO(b"a=b&c"))).status_code == 503
    assert middleware(_sending("/", 5, BytesIO(b"a=b&c"))).status_code == 200
    assert (middleware.room.working, middleware.hall.working) == (0, 0)


def test_who_sends_a_file_slowly_keeps_half_of_the_places_at_most() -> None:
    middleware = CapacityMiddleware(lambda request: HttpResponse(request.read() or b"a page"))
    middleware.room, middleware.gate = Room(2, 0, 0), Room(1, 0, 0)

    with slowly_sent(middleware, size=SMALL_BODY + 1, many=1):
        assert middleware(_sending("/", SMALL_BODY + 1, BytesIO(b"x"))).status_code == 503
        assert middleware(_request("/")).status_code == 200
    assert middleware(_sending("/", SMALL_BODY + 1, BytesIO(b"x"))).status_code == 200


def test_a_sender_who_is_gone_is_no_error() -> None:
    class Gone:
        def read(self, *_sizes: int) -> bytes:
            raise OSError("gone")

        readline = read

    assert CapacityMiddleware(_reads)(_sending("/", 5, Gone())).status_code == 400


def _request(path: str, language: str = "en") -> HttpRequest:
    return RequestFactory().get(path, headers={"accept-language": language})
