"""From a circle of life to the cards of its people by the keyboard, left, and gone on with on a phone."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from netzwerk.local.stack import Stack
from tests.e2e.accessibility import overflow, violations
from tests.e2e.database import Database
from tests.e2e.mails import Mails
from tests.e2e.visitors import PASSWORD, sign_up

pytestmark = pytest.mark.e2e

ADDRESS = "cards@example.org"


def at(page: Page, name: str) -> None:
    """Wait for the card of somebody, which shows itself to everybody."""
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    assert violations(page) == []
    assert overflow(page) == 0


def press(page: Page, *keys: str) -> None:
    """Press single keys, as they are heard wherever the focus is."""
    for key in keys:
        page.keyboard.press(key)


def enter_people(page: Page, *names: str) -> None:
    """Write names down in a circle by the keyboard, and go back to the circles."""
    page.goto("/goals/inventory/studies/")
    page.get_by_label("Name, organisation after a comma").first.focus()
    for name in names[:-1]:
        page.keyboard.type(name)
        page.keyboard.press("Enter")
    page.keyboard.type(names[-1])
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("status")).to_contain_text(str(len(names)))


def log_in(page: Page) -> None:
    """Log in on another device."""
    page.goto("/accounts/login/")
    page.locator("#id_login").fill(ADDRESS)
    page.locator("#id_password").fill(PASSWORD)
    page.locator("main form button.btn-primary").click()
    page.wait_for_url(lambda url: "/login/" not in url)


def test_cards_by_the_keyboard_left_and_gone_on_with_on_a_phone(
    page: Page, mails: Mails, browser: Browser, stack: Stack, database: Database
) -> None:
    sign_up(page, mails, ADDRESS)
    enter_people(page, "Cem, Hanse Druck", "Ben", "Ada")
    page.goto("/goals/inventory/cards/?circle=studies")
    page.get_by_role("button", name="Start").press("Enter")

    # The one who was entered last is the first. One key each, and Enter.
    at(page, "Ada")
    press(page, "2", "t", "h", "h", "z", "z", "i", "Enter")
    at(page, "Ben")
    expect(page.get_by_role("progressbar", name="Studies")).to_have_attribute("value", "1")

    # In a field keys are letters.
    page.get_by_label("How you met").focus()
    page.keyboard.type("The third row")
    expect(page.get_by_role("radio", name="Not placed")).to_be_checked()
    # Going back shows the former card with its values, and keeps this one.
    page.get_by_role("checkbox", name="Interesting").focus()
    press(page, "Backspace")
    at(page, "Ada")
    expect(page.get_by_role("radio", name=re.compile("^Close"))).to_be_checked()
    press(page, "l", "Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Cem")
    page.get_by_role("button", name="Finish for now").press("Enter")
    expect(page.get_by_role("progressbar", name="Cards seen")).to_have_attribute("value", "2")

    marks = "SELECT closeness, trust, willing_to_help, shared_time, is_interesting, is_close_to_heart, how_met"
    rows = dict((row[0], row[1:]) for row in database.ask(f"SELECT name, {marks[7:]} FROM contacts_contact"))
    assert rows["Ada"] == ("close", 1, -1, -1, True, True, "")
    assert rows["Ben"][-1] == "The third row"

    phone = browser.new_page(base_url=stack.base_url, locale="en-GB", viewport={"width": 390, "height": 844})
    log_in(phone)
    phone.goto("/goals/inventory/cards/")
    phone.get_by_role("button", name="Go on").click()
    at(phone, "Cem")
    expect(phone.locator("#id_organisation")).to_have_value("Hanse Druck")
    phone.get_by_text("Good", exact=False).first.click()
    phone.get_by_label("Further tags").fill("Print, Choir")
    phone.get_by_role("button", name="Save, next card").and_(phone.locator("[data-keys]")).click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("One card a person")
    expect(phone.get_by_role("heading", name="All cards seen")).to_be_visible()
    assert overflow(phone) == 0
    phone.context.close()
