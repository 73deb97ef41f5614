"""Where the pictures of the walks are kept, to be looked at."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from netzwerk.local.paths import ROOT

FOLDER = ROOT / "var" / "pictures"


def settle(page: Page) -> None:
    """Wait until the fonts are there and htmx has fetched the parts of the page."""
    page.evaluate("document.fonts.ready.then(() => true)")
    expect(page.locator(".htmx-request")).to_have_count(0)


def keep(page: Page, name: str) -> None:
    """Write a picture of the whole page, such as `var/pictures/1360-light-en/contacts.png`."""
    path = FOLDER / f"{name}.png"
    path.parent.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=path, full_page=True)
