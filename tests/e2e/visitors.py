"""What every walk begins with: signing up, and confirming the address by the mail that arrives."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.e2e.mails import Mails, links_in, text_of

PASSWORD = "correct horse battery staple"


def sign_up(page: Page, mails: Mails, address: str) -> None:
    """Sign up from the first page and follow the link of the mail; ends logged in."""
    page.goto("/")
    page.get_by_role("link", name="Sign up").first.click()
    page.get_by_label("Email").fill(address)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign up").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("look into your mail")
    confirm(page, mails, address)


def confirm(page: Page, mails: Mails, address: str) -> None:
    """Open the link that was sent to this address."""
    link = links_in(text_of(mails.wait(address)))[0]
    page.goto(link)
    page.get_by_role("button", name="Confirm").click()
