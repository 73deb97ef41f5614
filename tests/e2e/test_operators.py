"""Whoever operates the site, in a browser: limits, blocking, and what those concerned read then."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from netzwerk.local.stack import Stack
from tests.e2e.accessibility import overflow, violations
from tests.e2e.database import Database
from tests.e2e.mails import Mails
from tests.e2e.visitors import PASSWORD, sign_up

pytestmark = pytest.mark.e2e

ROOT, DORA = "operator@example.org", "dora-limited@example.org"


@pytest.fixture
def dora(browser: Browser, stack: Stack) -> Iterator[Page]:
    """The browser of somebody with an account."""
    context = browser.new_context(base_url=stack.base_url, locale="en-GB", reduced_motion="reduce")
    yield context.new_page()
    context.close()


def _look_over(page: Page) -> None:
    """Nothing for axe to find, and nothing too wide on a phone."""
    assert violations(page) == []
    page.set_viewport_size({"width": 390, "height": 844})
    assert overflow(page) == 0
    page.set_viewport_size({"width": 1280, "height": 900})


def _make_admin(database: Database) -> None:
    """Give the right, as `create_admin` does, and a second step that this log-in did not need yet."""
    [(user_id,)] = database.ask("UPDATE accounts_user SET is_staff = true WHERE email = %s RETURNING id", [ROOT])
    database.ask(
        "INSERT INTO mfa_authenticator (user_id, type, data, created_at) VALUES (%s, 'totp', '{}', now())", [user_id]
    )


def _add_person(page: Page, name: str) -> None:
    page.goto("/contacts/new/")
    page.locator("#id_name").fill(name)
    page.get_by_role("button", name="Save", exact=True).click()


def test_an_operator_limits_and_blocks_an_account(
    page: Page, dora: Page, mails: Mails, database: Database, complaints: list[str]
) -> None:
    sign_up(page, mails, ROOT)
    page.goto("/admin/")
    expect(page.get_by_role("heading", level=1)).to_have_text("There is nothing here")
    complaints.clear()  # that page is a 404, of which the browser speaks
    _make_admin(database)
    sign_up(dora, mails, DORA)

    _limit(page, complaints)
    _is_full(dora)
    _block(page)
    _is_out(dora)


def _limit(page: Page, complaints: list[str]) -> None:
    """Say how many people somebody may have; the first change asks who it is, and then goes on."""
    page.goto("/admin/accounts/user/")
    _look_over(page)
    page.get_by_role("link", name=DORA).click()
    _look_over(page)
    complaints.clear()  # to read the sheets of this page, axe tries styles of its own, which the policy refuses
    page.get_by_label("Most contacts").fill("1")
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_label("Password").fill(PASSWORD)
    page.locator("main form button.btn-primary").first.click()
    expect(page.get_by_text("was changed successfully")).to_be_visible()
    page.goto("/admin/core/job/")
    _look_over(page)


def _is_full(page: Page) -> None:
    """Enter one person more than there is room for: a form says so, and so does a toast, over what was typed."""
    _add_person(page, "Miriam Kessler")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Miriam Kessler")
    _add_person(page, "Tomasz Bielak")
    expect(page.get_by_role("alert")).to_contain_text("Your account is full: it has room for one person")
    expect(page.locator("#id_name")).to_have_value("Tomasz Bielak")
    assert violations(page) == []
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/settings/")
    expect(page.get_by_text("1 of 1")).to_be_visible()
    assert violations(page) == []
    assert overflow(page) == 0


def _block(page: Page) -> None:
    page.goto("/admin/accounts/user/")
    page.get_by_role("row", name=re.compile(DORA)).get_by_role("checkbox").check()
    page.get_by_label("Action:").select_option("block")
    page.get_by_role("button", name="Go").click()
    expect(page.get_by_text("1 blocked.")).to_be_visible()


def _is_out(page: Page) -> None:
    """Be led to the log-in with the next click, and read there why it does not help."""
    page.goto("/contacts/")
    page.wait_for_url(re.compile("/accounts/login/"))
    page.get_by_label("Mail address").fill(DORA)
    page.get_by_label("Password").fill(PASSWORD)
    page.locator("main form button.btn-primary").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("This account is closed")
    assert violations(page) == []
