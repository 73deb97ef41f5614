"""Source and purpose of a person, the report about them, people untouched for years, and one who is erased."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, ViewportSize, expect

from tests.e2e.accessibility import overflow, violations
from tests.e2e.database import Database
from tests.e2e.mails import Mails
from tests.e2e.visitors import PASSWORD, sign_up

pytestmark = pytest.mark.e2e

ADDRESS = "rights@example.org"
# Other walks have people of the same names.
NAMED = """SELECT count(*) FROM contacts_contact JOIN accounts_user ON accounts_user.id = owner_id
    WHERE email = %s AND contacts_contact.name = %s"""


def is_fine(page: Page) -> None:
    """Look at the page: nothing that keeps somebody out, and no bar below it."""
    assert violations(page) == []
    assert overflow(page) == 0


def add(page: Page, name: str) -> str:
    """Enter somebody by hand and return the address of their page."""
    page.goto("/contacts/new/")
    page.locator("#id_name").fill(name)
    page.locator("#id_name").press("Enter")
    page.wait_for_url(lambda url: "/new/" not in url)
    page.goto("/contacts/")
    page.get_by_role("link", name=re.compile(name)).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(name)
    return page.url


def say_where_from(page: Page) -> None:
    """Unfold data protection, and say source and purpose where they stand."""
    page.get_by_role("heading", name="Data protection").click()
    detail = page.locator("#detail-data-protection")
    expect(detail).to_contain_text("entered by you")
    detail.get_by_role("link", name=re.compile("Edit")).click()
    page.get_by_role("textbox", name="Source").fill("Her card")
    page.get_by_role("textbox", name="Purpose").fill("The choir")
    page.get_by_role("textbox", name="Purpose").press("Enter")
    expect(detail).to_contain_text("Her card")
    expect(detail).to_contain_text("The choir")
    is_fine(page)


def read_the_report(page: Page, folder: Path) -> None:
    """Open the report, and download it as a file that needs nothing else."""
    page.get_by_role("link", name="All that is stored").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What is stored about Greta Lund")
    expect(page.locator(".report")).to_contain_text("Her card")
    is_fine(page)
    with page.expect_download() as download:
        page.get_by_role("link", name="Download").click()
    assert download.value.suggested_filename == "netzwerk-greta-lund.html"
    file = folder / "report.html"
    download.value.save_as(file)
    assert "The choir" in file.read_text() and "<script" not in file.read_text()


def erase(page: Page, address: str) -> None:
    """Erase somebody, having read what goes and what stays."""
    page.goto(address)
    page.get_by_role("heading", name="Data protection").click()
    page.get_by_role("link", name=re.compile("Erase for good")).click()
    expect(page.get_by_role("heading", name="What stays")).to_be_visible()
    is_fine(page)
    page.get_by_role("button", name="Erase for good").click()
    expect(page.get_by_text("Greta Lund is erased, with all that was stored.")).to_be_visible()


def on_the_phone(context: BrowserContext, address: str) -> None:
    """Look through people untouched for years on a phone: keep one, make the other anonymous."""
    assert context.browser is not None
    elsewhere = context.browser.new_context(
        viewport=ViewportSize(width=360, height=740), locale="de-DE", reduced_motion="reduce"
    )
    elsewhere.set_default_timeout(10_000)
    context.on("close", lambda _context: elsewhere.close())
    page = elsewhere.new_page()
    page.goto(address)
    page.locator("#id_login").fill(ADDRESS)
    page.locator("#id_password").fill(PASSWORD)
    page.locator("#id_password").press("Enter")
    page.wait_for_url(lambda url: "login" not in url)
    rows = page.locator(".bin-lines > li")
    expect(rows).to_have_count(2)
    is_fine(page)
    page.locator(".bin-lines input[type=checkbox]").first.check()
    page.locator("button[name=do][value=keep]").click()
    expect(rows).to_have_count(1)
    page.locator(".bin-lines input[type=checkbox]").first.check()
    page.locator("button[name=do][value=anonymise]").click()
    expect(page.locator("#h-stays")).to_be_visible()
    is_fine(page)
    page.locator("main .btn-danger").click()
    expect(rows).to_have_count(0)
    elsewhere.close()


def test_what_is_stored_is_told_and_let_go(
    page: Page, context: BrowserContext, mails: Mails, database: Database, tmp_path: Path
) -> None:
    sign_up(page, mails, ADDRESS)
    greta = add(page, "Greta Lund")
    say_where_from(page)
    read_the_report(page, tmp_path)
    erase(page, greta)
    assert database.count(NAMED, [ADDRESS, "Greta Lund"]) == 0

    for name in ("Anna Blum", "Berta Klein"):
        add(page, name)
    database.ask(
        "UPDATE contacts_contact SET created_at = now() - interval '6 years', anchor_on = now() - interval '6 years' "
        "WHERE name IN ('Anna Blum', 'Berta Klein') AND owner_id = (SELECT id FROM accounts_user WHERE email = %s)",
        [ADDRESS],
    )
    page.goto("/data-protection/")
    is_fine(page)
    page.get_by_role("link", name="People untouched for years").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("People untouched for years")
    on_the_phone(context, page.url)
    assert database.count(NAMED, [ADDRESS, "Anonymous person"]) == 1
