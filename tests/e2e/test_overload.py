"""More visitors at once than the site can serve: each is served or told to come back, and afterwards all is well."""

from __future__ import annotations

import threading
from collections import Counter

import pytest

from netzwerk.core.capacity import MOST_SECONDS, MOST_WAITING
from netzwerk.local.commands import WEB_PLACES
from netzwerk.local.ports import LOOPBACK
from netzwerk.local.stack import Stack
from tests.e2e.faults.visitor import Answer, ask

pytestmark = pytest.mark.e2e

VISITORS, EACH = 300, 2
# Waiting in the queue, being served, and starting so many threads here, on two cores.
PATIENCE = 60.0


def test_whoever_is_not_served_is_told_to_come_back(stack: Stack) -> None:
    answers: list[Answer] = []
    all_at_once = threading.Barrier(VISITORS)

    def visit() -> None:
        all_at_once.wait()
        answers.extend(look(stack) for _time in range(EACH))

    threads = [threading.Thread(target=visit) for _visitor in range(VISITORS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    found = Counter(answer.status for answer in answers)
    assert sum(found.values()) == VISITORS * EACH
    assert set(found) == {200, 503}, found
    assert found[200] >= WEB_PLACES + MOST_WAITING
    refused = [answer for answer in answers if answer.status == 503]
    assert all(answer.headers["retry-after"] == "10" for answer in refused)
    assert all(b"We cannot answer just now" in answer.body for answer in refused)
    assert all("content-security-policy" in answer.headers for answer in refused)
    served = look(stack)
    assert served.status == 200
    assert served.seconds < MOST_SECONDS


def look(stack: Stack) -> Answer:
    """Look at the page where one logs in, as somebody nobody has seen."""
    headers = {"Host": f"localhost:{stack.port}"}
    return ask(f"{LOOPBACK}:{stack.port}", "GET", "/accounts/login/", headers=headers, seconds=PATIENCE)
