"""Requests at the very same time, for tests of two tabs: they need the fixture `real_transactions`."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier
from typing import Any

from django.db import connections
from django.test import Client

from accounts.models import User
from netzwerk.core.walls import acting_as

Posted = tuple[str, dict[str, Any]]


def client_of(user: User) -> Client:
    """Return a browser in which this user is logged in; an error of the server is a status, as in a browser."""
    client = Client(HTTP_HOST="localhost", raise_request_exception=False)
    client.force_login(user)
    return client


def at_once(user: User, *requests: Posted) -> list[int]:
    """Post all of these from as many threads at once and return the statuses, in the order of the requests."""
    clients = [client_of(user) for _each in requests]

    def post(number: int) -> int:
        return clients[number].post(*requests[number]).status_code

    return all_at_once(*(partial(post, number) for number in range(len(requests))))


def all_at_once(*calls: Callable[[], Any]) -> list[Any]:
    """Call all of these from as many threads at once and return what they return, in their order."""
    barrier = Barrier(len(calls))

    def run(call: Callable[[], Any]) -> Any:
        barrier.wait(timeout=10)
        try:
            return call()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


def twice(user: User, url: str, data: dict[str, Any] | None = None) -> list[int]:
    """Post the same from two tabs at once and return the two statuses, in order."""
    return sorted(at_once(user, (url, data or {}), (url, data or {})))


def count(user: User, objects: Callable[[], int]) -> int:
    """Return what is counted as this user."""
    with acting_as(user):
        return objects()
