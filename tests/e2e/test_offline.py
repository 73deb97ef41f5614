"""Without a network: the shell is there and says so, and no personal page was kept."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from netzwerk.local.stack import Stack
from tests.e2e.waiting import wait_for

pytestmark = pytest.mark.e2e


def test_without_a_network_a_page_says_so(browser: Browser, stack: Stack) -> None:
    context = browser.new_context(base_url=stack.base_url, locale="en-GB")
    page = context.new_page()
    page.goto("/accounts/login/")
    wait_for(lambda: page.evaluate("navigator.serviceWorker.controller !== null"), "the service worker")

    context.set_offline(True)
    page.goto("/accounts/login/")

    expect(page.get_by_role("heading", level=1)).to_have_text("No connection")
    kept = page.evaluate(
        "caches.keys().then((names) => caches.open(names[0])).then((cache) => cache.keys())"
        ".then((requests) => requests.map((request) => new URL(request.url).pathname))"
    )
    assert all(path.startswith("/static/") or path == "/offline/" for path in kept)
    context.close()
