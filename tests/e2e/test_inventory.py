"""Twenty people by the keyboard, and a wizard that goes on at another device."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from netzwerk.local.stack import Stack
from tests.e2e.database import Database
from tests.e2e.mails import Mails
from tests.e2e.visitors import PASSWORD, sign_up

pytestmark = pytest.mark.e2e

PEOPLE, MOST_SECONDS = 20, 180
# Forty words of five letters a minute, as somebody types who has no practice in it.
SECONDS_A_KEY = 60 / (40 * 5)


def test_twenty_people_are_written_down_in_under_three_minutes(page: Page, mails: Mails, database: Database) -> None:
    sign_up(page, mails, "ines@example.org")
    page.goto("/goals/inventory/former_job/")
    page.get_by_label("Name, organisation after a comma").first.focus()
    keys = 0
    for number in range(PEOPLE):
        line = f"Person Nr. {number}, Druckerei"
        marks = [f"Alt+{number % 4 + 1}", *(["Alt+KeyI"] if number % 5 == 0 else [])]
        page.keyboard.type(line)
        for mark in [*marks, "Enter" if number < PEOPLE - 1 else "Control+Enter"]:
            page.keyboard.press(mark)
        keys += len(line) + len(marks) + 1
    expect(page.get_by_role("status")).to_contain_text(str(PEOPLE))

    assert keys * SECONDS_A_KEY < MOST_SECONDS
    rows = database.ask(
        "SELECT origin, is_interesting, last_in_touch FROM contacts_contact WHERE name LIKE 'Person Nr.%'"
    )
    assert len(rows) == PEOPLE
    assert {origin for origin, _interesting, _touch in rows} == {"former_job"}
    assert sum(interesting for _origin, interesting, _touch in rows) == PEOPLE // 5
    assert len({touch for _origin, _interesting, touch in rows}) == 4


def test_a_wizard_goes_on_at_another_device(page: Page, mails: Mails, browser: Browser, stack: Stack) -> None:
    sign_up(page, mails, "ada@example.org")
    page.get_by_label("Your first name").fill("Ada")
    page.get_by_role("checkbox", name="Learning").check()
    page.get_by_label("Your goal in one sentence").fill("Learn to bind books")
    page.get_by_role("button", name="Next").click()
    page.goto("/goals/")
    page.get_by_role("link", name="Learn to bind books").first.click()
    page.locator("a[href*='/wizard/'][href*='network']").first.click()
    page.get_by_role("radio", name=re.compile("Regional")).first.check()
    page.get_by_label("Around which place?").fill("Leipzig")
    page.get_by_role("button", name="Save and finish later").click()

    phone = browser.new_page(base_url=stack.base_url, locale="en-GB", viewport={"width": 390, "height": 844})
    phone.goto("/accounts/login/")
    phone.get_by_label("Email").or_(phone.get_by_label("Mail address")).fill("ada@example.org")
    phone.get_by_label("Password").fill(PASSWORD)
    phone.get_by_role("button", name="Log in", exact=True).click()
    phone.goto("/goals/")
    phone.get_by_role("link", name="Learn to bind books").first.click()
    phone.locator("a[href*='/wizard/'][href*='network']").first.click()
    expect(phone.get_by_label("Around which place?")).to_have_value("Leipzig")
    phone.context.close()
