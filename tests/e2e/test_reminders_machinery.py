"""What has not run is told, on Today and to monitors, and forgotten once it runs again."""

from __future__ import annotations

import urllib.error
import urllib.request
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from netzwerk.local.stack import Stack
from tests.e2e.database import Database
from tests.e2e.mails import Mails
from tests.e2e.visitors import sign_up
from tests.e2e.waiting import wait_for

pytestmark = pytest.mark.e2e

LATE = "Mails are late"
# What a monitor reads when one of them is silent.
WORDS = {"worker": "no worker", "beat": "beat gives no sign of life"}


def ask(stack: Stack) -> tuple[int, str]:
    """Return what /health/jobs answers a monitor."""
    request = urllib.request.Request(f"{stack.base_url}/health/jobs")
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as refusal:
        return refusal.code, refusal.read().decode()


@pytest.fixture
def restored(stack: Stack) -> Iterator[None]:
    """Start again whatever a walk has stopped: the stack is everybody's."""
    yield
    for name in ("beat", "worker"):
        if not stack.process(name).is_running():
            stack.process(name).start()


def grow_old(database: Database, part: str) -> None:
    """Let a part have run for the last time ten minutes ago."""
    database.ask("UPDATE core_heartbeat SET at = now() - interval '10 minutes' WHERE part = %s", [part])


@pytest.mark.parametrize("name", WORDS)
@pytest.mark.usefixtures("restored")
def test_a_part_that_stopped_is_told_until_it_runs_again(
    page: Page, mails: Mails, stack: Stack, database: Database, name: str
) -> None:
    sign_up(page, mails, f"machinery-{name}@example.org")
    wait_for(lambda: ask(stack)[0] == 200, "all parts to have run")
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_text(LATE)).to_have_count(0)

    stack.process(name).stop()
    grow_old(database, name)

    status, text = wait_for(lambda: ask(stack) if ask(stack)[0] == 503 else None, "the monitor to be told")
    assert WORDS[name] in text.splitlines()[0], text
    page.reload()
    expect(page.get_by_text(LATE)).to_be_visible()
    page.set_viewport_size({"width": 390, "height": 844})
    expect(page.get_by_text("Your reminders are on this page meanwhile.")).to_be_visible()

    stack.process(name).start()
    wait_for(lambda: ask(stack)[0] == 200, "the part to run again")
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_text(LATE)).to_have_count(0)
    assert status == 503
