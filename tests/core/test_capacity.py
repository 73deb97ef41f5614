"""Too many requests at once: they queue, in order and not for long, and what is too much is refused clearly."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from netzwerk.core.capacity import MOST_WAITING, CapacityMiddleware, Room
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
    assert WEB_THREADS > WEB_PLACES + MOST_WAITING


def _request(path: str, language: str = "en") -> HttpRequest:
    return RequestFactory().get(path, headers={"accept-language": language})
