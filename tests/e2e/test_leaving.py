"""An account goes in 14 days and is kept by the link of the mail; then it goes at once, and a mail confirms it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.e2e.accessibility import overflow, violations
from tests.e2e.database import Database
from tests.e2e.mails import Mails, links_in, text_of
from tests.e2e.visitors import PASSWORD, sign_up
from tests.e2e.waiting import wait_for

pytestmark = pytest.mark.e2e

ADDRESS = "leaving@example.org"


def is_fine(page: Page) -> None:
    """Look at the page: nothing that keeps somebody out, and no bar below it."""
    assert violations(page) == []
    assert overflow(page) == 0


def leave(page: Page, when: str) -> None:
    """Ask for the end of the account."""
    page.goto("/settings/delete/")
    is_fine(page)
    page.get_by_role("radio", name=re.compile(f"^{when}")).check()
    page.get_by_label("Your password").fill(PASSWORD)
    page.get_by_role("button", name="Delete the account").click()


def keep_by_the_mail(browser: Browser, context: BrowserContext, link: str) -> None:
    """Open the link on a phone on which nobody is logged in, and keep the account."""
    phone = browser.new_context(viewport={"width": 360, "height": 740}, locale="en-GB", reduced_motion="reduce")
    context.on("close", lambda _context: phone.close())
    page = phone.new_page()
    page.goto(link)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Your account goes on")
    is_fine(page)
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your account stays")
    is_fine(page)
    phone.close()


def test_somebody_leaves_comes_back_and_leaves_for_good(
    page: Page, browser: Browser, context: BrowserContext, mails: Mails, database: Database
) -> None:
    sign_up(page, mails, ADDRESS)

    leave(page, "In 14 days")
    banner = page.locator(".leaving")
    expect(banner).to_contain_text("Your account goes on")
    told = mails.wait(ADDRESS, 2)
    assert str(told["Subject"]).startswith("Your account goes on")
    page.goto("/contacts/")
    expect(banner).to_be_visible()
    is_fine(page)

    keep_by_the_mail(browser, context, next(link for link in links_in(text_of(told)) if "/settings/keep/" in link))
    page.reload()
    expect(banner).to_have_count(0)

    leave(page, "In 14 days")
    expect(banner).to_be_visible()
    banner.get_by_role("button", name="Keep it").press("Enter")
    expect(banner).to_have_count(0)

    leave(page, "At once")
    expect(page.get_by_text("Your account and everything in it is deleted. A mail confirms it.")).to_be_visible()
    assert str(mails.wait(ADDRESS, 4)["Subject"]) == "Your account is deleted"
    assert database.count("SELECT count(*) FROM accounts_user WHERE email = %s", [ADDRESS]) == 0
    wait_for(lambda: database.count("SELECT count(*) FROM accounts_loginmail") == 0, "the text of the last mail to go")


def test_an_account_whose_day_has_come_goes_by_itself(page: Page, mails: Mails, database: Database) -> None:
    address = "due@example.org"
    sign_up(page, mails, address)
    database.ask("UPDATE accounts_user SET deletion_due_at = now() WHERE email = %s", [address])

    assert str(mails.wait(address, 2)["Subject"]) == "Your account is deleted"
    page.goto("/contacts/")
    expect(page.get_by_label("Password")).to_be_visible()
