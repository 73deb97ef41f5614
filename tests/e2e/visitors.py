"""What every walk begins with: signing up, confirming the address by the mail that arrives, and logging in."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.e2e.hand import Hand
from tests.e2e.mails import Mails, links_in, text_of

PASSWORD = "correct horse battery staple"


def sign_up(page: Page, mails: Mails, address: str) -> Hand:
    """Sign up from the first page and follow the link of the mail; ends logged in."""
    hand = Hand(page)
    page.goto("/")
    page.get_by_role("link", name="Sign up").first.click()
    hand.type_into(page.get_by_label("Mail address"), address)
    hand.type_into(page.get_by_label("Password"), PASSWORD)
    page.get_by_role("button", name="Sign up").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("look into your mail")
    page.goto(links_in(text_of(mails.wait(address)))[0])
    page.get_by_role("button", name="Confirm").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What would you like from your network?")
    return hand


def give_password(page: Page, address: str) -> None:
    """Give address and password at the log-in; where that leads depends on the account."""
    page.goto("/accounts/login/")
    page.get_by_label("Mail address").fill(address)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in", exact=True).click()
