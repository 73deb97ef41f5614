"""Fixtures of the walks: the whole stack (web, worker, beat, broker, SMTP), a browser, and what it must not say."""

from __future__ import annotations

from collections.abc import Generator, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page

from netzwerk.local.ports import free_port
from netzwerk.local.stack import Stack
from tests.e2e.browser import open_browser
from tests.e2e.database import Database
from tests.e2e.mails import Mails
from tests.e2e.pictures import keep
from tests.e2e.private import leaks, lines_that_are_none, secrets_of

# Beat looks every second instead of every minute, and a worker counts as dead after seconds.
QUICK = {"TICK_SECONDS": "1", "JOB_LEASE_SECONDS": "4"}
# Written by machines for machines, so that the end of the run can look through it.
WATCHED = {"LOG_FORMAT": "json"}


@pytest.fixture(scope="session")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """The running stack, thrown away afterwards, when no log holds anything that a user wrote, or a key."""
    settings = {"PORT": str(free_port()), **QUICK, **WATCHED}
    running = Stack(tmp_path_factory.mktemp("stack"), settings, is_throwaway=True)
    running.start()
    yield running
    secrets = secrets_of(running.environment["DATABASE_URL"], Mails(running.mail_dir))
    running.stop()
    assert leaks(running.folder / "log", secrets) == []
    assert lines_that_are_none(running.folder / "log") == []


@pytest.fixture(scope="session")
def mails(stack: Stack) -> Mails:
    """What the stack has sent."""
    return Mails(stack.mail_dir)


@pytest.fixture(scope="session")
def database(stack: Stack) -> Database:
    """The stack's database."""
    return Database(stack.environment["DATABASE_URL"])


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for all walks."""
    with open_browser() as browser:
        yield browser


@pytest.fixture
def complaints() -> list[str]:
    """What the browser complained about: violations of the Content-Security-Policy, errors of scripts."""
    return []


@pytest.fixture
def context(browser: Browser, stack: Stack, complaints: list[str]) -> Iterator[BrowserContext]:
    """A visitor nobody has seen before; complaints of the browser fail the walk."""
    context = browser.new_context(
        base_url=stack.base_url,
        viewport={"width": 1360, "height": 900},
        locale="en-GB",
        timezone_id="Europe/Berlin",
        reduced_motion="reduce",
    )
    context.set_default_timeout(10_000)

    def note(message: ConsoleMessage) -> None:
        # A form that is refused answers 422, which Chromium calls an error.
        if message.type in {"error", "warning"} and "422" not in message.text:
            complaints.append(f"{message.text} ({message.location.get('url', '')})")

    context.on("console", note)
    context.on("weberror", lambda error: complaints.append(str(error.error)))
    yield context
    context.close()
    assert complaints == []


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """A page of the visitor's."""
    return context.new_page()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Keep a picture of the page on which a walk failed."""
    report = yield
    page = getattr(item, "funcargs", {}).get("page")
    if report.when == "call" and report.failed and page is not None:
        keep(page, f"failed/{item.name}")
    return report
