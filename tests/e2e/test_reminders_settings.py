"""The settings of the mail: days, pauses, the next mail and its people, a test, the log; and all of it on a phone."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from netzwerk.local.stack import Stack
from tests.e2e.accessibility import overflow, violations
from tests.e2e.database import Database
from tests.e2e.mails import Mails, text_of
from tests.e2e.test_first_walk import start
from tests.e2e.visitors import sign_up

pytestmark = pytest.mark.e2e

ADDRESS = "settings@example.org"
SETTINGS = "/reminders/settings/"
OWN = "owner_id = (SELECT id FROM accounts_user WHERE email = 'settings@example.org')"


def named_in(text: str, names: list[str]) -> list[str]:
    """Return those of the names that a text holds, in its order."""
    return sorted((name for name in names if name in text), key=text.index)


def test_what_is_chosen_shown_and_tried_is_what_arrives(page: Page, mails: Mails, database: Database) -> None:
    start(page, sign_up(page, mails, ADDRESS))
    page.goto(SETTINGS)
    choose_every_day(page)
    pause_and_go_on(page)

    following = page.get_by_role("region", name="The next mail")
    names = following.locator(".next-people a").all_inner_texts()[:3]
    assert "Miriam Kessler" in names
    page.get_by_role("link", name="See the mail").click()
    page.get_by_role("link", name="As text").click()
    shown = page.locator(".mail-text").inner_text()

    try_a_mail(page, mails, database)
    already = len(mails.to(ADDRESS))
    database.ask("UPDATE accounts_user SET next_digest_at = now() - interval '1 minute' WHERE email = %s", [ADDRESS])
    arrived = text_of(mails.wait(ADDRESS, already + 1))
    assert named_in(arrived, names) == named_in(shown, names) == names

    log_tells_all(page, database)


def choose_every_day(page: Page) -> None:
    for day in ("Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"):
        page.get_by_role("checkbox", name=day).check()
    page.get_by_role("button", name="Save").press("Enter")
    expect(page.get_by_role("status").filter(has_text="Saved.")).to_be_visible()


def pause_and_go_on(page: Page) -> None:
    page.get_by_role("button", name="Pause for a week").click()
    expect(page.get_by_role("region", name="The next mail")).to_contain_text("first after your pause")
    page.get_by_role("button", name="Go on with mails").click()
    expect(page.get_by_role("region", name="The next mail")).not_to_contain_text("pause")


def try_a_mail(page: Page, mails: Mails, database: Database) -> None:
    planned = database.ask("SELECT next_digest_at FROM accounts_user WHERE email = %s", [ADDRESS])
    already = len(mails.to(ADDRESS))
    page.goto(SETTINGS)
    page.get_by_role("button", name="Send a test mail").click()
    # The page looks again by itself until it is known.
    expect(page.get_by_role("region", name="The last mails")).to_contain_text("It went out", timeout=20_000)
    assert "Miriam" in text_of(mails.wait(ADDRESS, already + 1))
    assert database.ask("SELECT next_digest_at FROM accounts_user WHERE email = %s", [ADDRESS]) == planned


def log_tells_all(page: Page, database: Database) -> None:
    database.ask(f"UPDATE reminders_digest SET state = 'failed', problem = 'no_server' WHERE kind = 'test' AND {OWN}")
    page.goto("/reminders/log/")
    rows = page.locator(".digest-row")
    expect(rows).to_have_count(2)
    expect(rows.filter(has_text="Scheduled")).to_contain_text("Miriam Kessler")
    failed = rows.filter(has_text="Test")
    expect(failed).to_contain_text("The mail server could not be reached.")
    failed.get_by_role("button", name=re.compile("Try again")).press("Enter")
    expect(page.get_by_role("status").filter(has_text="It is on its way once more.")).to_be_visible()


def test_all_of_it_fits_a_phone_in_german(browser: Browser, stack: Stack) -> None:
    phone = browser.new_context(
        base_url=stack.base_url, locale="de-DE", viewport={"width": 320, "height": 700}, color_scheme="dark"
    )
    page = phone.new_page()
    page.goto("/")
    page.get_by_role("button", name="Mit Beispieldaten umsehen").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Jana")
    for path, title in (
        (SETTINGS, "Einstellungen"),
        ("/reminders/log/", "Alle Mails"),
        ("/reminders/preview/", "Mail"),
    ):
        page.goto(path)
        expect(page.get_by_role("heading", level=1)).to_contain_text(title)
        assert overflow(page) == 0
        assert violations(page) == []
    page.get_by_role("link", name="Als Text").click()
    expect(page.locator(".mail-text")).to_be_visible()
    phone.close()
