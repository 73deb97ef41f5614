"""What is here leaves: a selection as vCard, everything as ZIP, from a phone, in German."""

from __future__ import annotations

import json
from pathlib import Path
from zipfile import ZipFile

import pytest
from playwright.sync_api import Browser, Page, expect

from netzwerk.local.stack import Stack
from tests.e2e.accessibility import overflow, violations

pytestmark = pytest.mark.e2e
# The worker may be busy with what came before.
LONG = 60_000


def look_around(page: Page, button: str = "Look around with sample data") -> None:
    page.goto("/")
    page.get_by_role("button", name=button).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Jana")


def downloaded(page: Page, link: str, to: Path) -> Path:
    """Wait until the file is made, fetch it, and return where it lies under the name that the server gave it."""
    ready = page.get_by_role("link", name=link)
    expect(ready).to_be_visible(timeout=LONG)
    with page.expect_download() as download:
        ready.click()
    path = to / download.value.suggested_filename
    download.value.save_as(path)
    return path


def test_a_selection_leaves_as_cards_and_everything_as_zip(page: Page, tmp_path: Path) -> None:
    look_around(page)
    page.goto("/contacts/")
    names = page.locator(".contact-row .name").all_text_contents()[:2]
    for name in names:
        page.get_by_role("checkbox", name=f"Choose {name}").check()
    bar = page.get_by_role("form", name="Change several people")
    bar.get_by_text("More", exact=True).click()
    bar.get_by_role("button", name="Export").click()
    expect(page.get_by_role("heading", name="Export 2 people")).to_be_visible()
    page.get_by_role("radio", name="vCard 3.0").check()
    assert violations(page) == []
    page.locator("#sheet-body").get_by_role("button", name="Export").click()
    cards = downloaded(page, "Download", tmp_path)
    assert cards.suffix == ".vcf"
    text = cards.read_bytes().decode()
    assert [line[3:] for line in text.split("\r\n") if line.startswith("FN:")] == names
    assert text.count("VERSION:3.0") == 2

    page.get_by_role("link", name="All exports").click()
    expect(page.get_by_role("heading", name="Exports so far")).to_be_visible()
    assert violations(page) == []
    page.get_by_role("button", name="Export everything").click()
    with ZipFile(downloaded(page, "Download", tmp_path)) as everything:
        assert everything.testzip() is None
        manifest = json.loads(everything.read("manifest.json"))
        assert manifest["rows"]
        assert b"BEGIN:VCARD" in everything.read("people.vcf")
        assert everything.read("people.csv").startswith(b"\xef\xbb\xbfName,")

    page.get_by_role("button", name="Discard").click()
    expect(page.locator(".toast", has_text="The export is discarded.")).to_be_visible()


def test_on_a_phone_in_german(browser: Browser, stack: Stack, tmp_path: Path) -> None:
    context = browser.new_context(
        base_url=stack.base_url, locale="de-DE", viewport={"width": 320, "height": 640}, has_touch=True
    )
    page = context.new_page()
    look_around(page, "Mit Beispieldaten umsehen")
    page.goto("/contacts/?closeness=close")
    page.locator(".page-head .menu > summary").click()
    page.locator("#export-shown").click()
    expect(page.get_by_role("option", name="Die Liste, wie Sie sie gefiltert haben")).to_be_attached()
    assert overflow(page) == 0
    assert violations(page) == []
    page.get_by_role("radio", name="Personen als CSV").check()
    page.get_by_role("button", name="Exportieren", exact=True).click()
    table = downloaded(page, "Herunterladen", tmp_path)
    assert overflow(page) == 0
    assert table.name.startswith("netzwerk-kontakte-")
    assert table.read_bytes().decode("utf-8-sig").startswith("Name;Namenspräfix;Vorname;Nachname;")
    context.close()
