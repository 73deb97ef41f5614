"""Everything is exported, downloaded, and seen to be here; then brought into another account, in German on a phone."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.e2e.accessibility import overflow, violations
from tests.e2e.database import Database
from tests.e2e.mails import Mails
from tests.e2e.visitors import sign_up

pytestmark = pytest.mark.e2e

ADDRESS, FORMER, OTHER = "leaving@example.org", "former@example.org", "arriving@example.org"
DONE = 30_000


def is_fine(page: Page) -> None:
    """Look at the page as it is: axe finds nothing, and nothing is wider than the window."""
    assert violations(page) == []
    assert overflow(page) == 0


def add_person(page: Page, name: str) -> None:
    """Write somebody down."""
    page.goto("/contacts/new/")
    page.locator("#id_name").fill(name)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".toast", has_text="is among your contacts")).to_be_visible()


def export_everything(page: Page, folder: Path) -> Path:
    """Have everything exported, and download it."""
    page.goto("/export/")
    page.get_by_role("button", name="Export everything").click()
    link = page.get_by_role("link", name="Download")
    expect(link).to_be_visible(timeout=DONE)
    with page.expect_download() as download:
        link.click()
    path = folder / "netzwerk.zip"
    download.value.save_as(path)
    return path


def look_into(page: Page, path: Path, button: str) -> None:
    """Upload a file on the page of restores."""
    page.goto("/restore/")
    is_fine(page)
    page.locator("input[type=file]").set_input_files(path)
    page.get_by_role("button", name=button).press("Enter")


def test_everything_goes_out_and_comes_back(context: BrowserContext, mails: Mails, tmp_path: Path) -> None:
    page = context.new_page()
    sign_up(page, mails, ADDRESS)
    add_person(page, "Greta Lund")
    path = export_everything(page, tmp_path)

    look_into(page, path, "Look into it")
    expect(page.get_by_text("There is nothing to bring in.")).to_be_visible(timeout=DONE)
    is_fine(page)
    page.get_by_role("button", name="Delete this file here").press("Enter")
    page.wait_for_url("**/restore/")


def test_another_account_on_a_phone_in_german(
    browser: Browser, context: BrowserContext, mails: Mails, database: Database, tmp_path: Path
) -> None:
    page = context.new_page()
    sign_up(page, mails, FORMER)
    add_person(page, "Hanno Wulf")
    path = export_everything(page, tmp_path)
    start = page.url.split("/export/")[0]

    phone = browser.new_context(base_url=start, viewport={"width": 360, "height": 740}, reduced_motion="reduce")
    phone.set_default_timeout(10_000)
    page = phone.new_page()
    sign_up(page, mails, OTHER)
    database.ask("UPDATE accounts_user SET language = 'de' WHERE email = %s", [OTHER])
    look_into(page, path, "Hineinsehen")
    yes = page.get_by_role("button", name="Übernehmen")
    expect(yes).to_be_visible(timeout=DONE)
    is_fine(page)
    # With them it would go on in the language of the other account.
    page.get_by_label("Auch die Einstellungen übernehmen").press("Space")
    yes.press("Enter")
    expect(page.get_by_text("Alles Neue ist jetzt da")).to_be_visible(timeout=DONE)
    is_fine(page)
    page.goto("/contacts/")
    expect(page.get_by_text("Hanno Wulf").first).to_be_visible()
    phone.close()
