"""Two clicks at the very same time do the thing once."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from django.db import connections
from django.test import Client
from django.urls import reverse

from accounts.models import User
from contacts.models import Contact
from goals.models import Goal
from netzwerk.core.walls import acting_as
from tests.factories import make_goal, make_user
from tests.goals.rooms import GOAL_INPUT, lines, new_draft, step_url


def client_of(user: User) -> Client:
    client = Client(HTTP_HOST="localhost")
    client.force_login(user)
    return client


def twice(user: User, url: str, data: dict[str, Any]) -> list[int]:
    """Post the same from two threads at once and return the two statuses, in order."""
    barrier = Barrier(2)
    clients = [client_of(user), client_of(user)]

    def post(client: Client) -> int:
        barrier.wait(timeout=10)
        try:
            return client.post(url, data).status_code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        return sorted(pool.map(post, clients))


def count(user: User, objects: Callable[[], int]) -> int:
    with acting_as(user):
        return objects()


def test_the_start_makes_one_goal(real_transactions: None) -> None:
    alice = make_user("alice@example.org")

    statuses = twice(
        alice, reverse("goals:goal-start"), {"first_name": "Alice", "purposes": ["career"], "statement": "Lead a team"}
    )

    assert statuses == [302, 302]
    assert count(alice, Goal.objects.count) == 1


def test_the_summary_makes_one_goal(real_transactions: None) -> None:
    alice = make_user("alice@example.org")
    draft = new_draft(alice)
    client_of(alice).post(step_url(draft, "goal"), GOAL_INPUT)

    assert twice(alice, step_url(draft, "summary"), {}) == [302, 302]
    assert count(alice, Goal.objects.count) == 1


def test_a_page_of_names_makes_no_twins(real_transactions: None) -> None:
    alice = make_user("alice@example.org")
    make_goal(alice)

    statuses = twice(alice, reverse("goals:inventory-circle", args=["studies"]), lines("Ruth", "Ben"))

    assert statuses == [302, 422]
    assert count(alice, Contact.objects.count) == 2
