"""Makes the pictures of the README and the user guide anew: `.venv/bin/python docs/make_pictures.py`.

Starts a stack of its own with sample data, takes the pictures, and throws the stack away.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from playwright.sync_api import Browser, Page  # noqa: E402 - after the path is set

from netzwerk.local.ports import free_port  # noqa: E402
from netzwerk.local.stack import Stack  # noqa: E402
from netzwerk.local.testing import find_browser  # noqa: E402
from tests.e2e.addresses import Place  # noqa: E402
from tests.e2e.browser import open_browser  # noqa: E402
from tests.e2e.database import Database  # noqa: E402
from tests.e2e.places import places_of  # noqa: E402

IMAGES = ROOT / "docs" / "images"
WIDE = {
    "today": "today",
    "contact-giving": "contact",
    "goal-wizard-network": "goal-wizard",
    "inventory-circle": "inventory",
    "view": "view",
    "merge": "merge",
    "networks": "networks",
    "compare": "compare",
    "complement-expert": "complement",
    "reviving": "reviving",
}
NARROW = {"today": "today-phone"}
# As high as what is to be seen needs; others are as high as a screen.
HEIGHTS = {"contact": 1000, "view": 620, "merge": 700, "networks": 860, "compare": 1225}


def main() -> None:
    """Take every picture."""
    os.environ.setdefault("CHROMIUM_PATH", find_browser())
    with tempfile.TemporaryDirectory(prefix="netzwerk-pictures-") as folder:
        stack = Stack(Path(folder), {"PORT": str(free_port())}, is_throwaway=True)
        stack.start()
        try:
            with open_browser() as browser:
                _take_all(browser, stack)
        finally:
            stack.stop()


def _take_all(browser: Browser, stack: Stack) -> None:
    page = browser.new_page(base_url=stack.base_url, locale="en-GB", viewport={"width": 1360, "height": 900})
    page.goto("/")
    page.get_by_role("button", name="Look around with sample data").click()
    page.wait_for_load_state("networkidle")
    database = Database(stack.environment["DATABASE_URL"])
    places = places_of(database, database.count("SELECT id FROM accounts_user WHERE is_sample"))
    _take(page, places, WIDE, width=1360)
    _take_search(page)
    _take(page, places, NARROW, width=390)
    _take_mail(page)


def _take(page: Page, places: dict[str, Place], wanted: dict[str, str], *, width: int) -> None:
    for place, name in wanted.items():
        page.set_viewport_size({"width": width, "height": HEIGHTS.get(name, 900 if width > 400 else 844)})
        page.goto(str(places[place]))
        page.wait_for_load_state("networkidle")
        page.screenshot(path=IMAGES / f"{name}.png")


def _take_search(page: Page) -> None:
    """Take the palette, which has no address: somebody types a name with an error."""
    page.goto("/contacts/")
    page.keyboard.press("/")
    page.keyboard.type("mueler")
    page.locator("#palette-panel").get_by_text("All results").wait_for()
    page.screenshot(path=IMAGES / "search.png", clip={"x": 230, "y": 0, "width": 520, "height": 520})


def _take_mail(page: Page) -> None:
    """Take the next mail as a phone shows it."""
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/reminders/preview/html/")
    page.screenshot(path=IMAGES / "mail.png", clip={"x": 0, "y": 0, "width": 390, "height": 844})


if __name__ == "__main__":
    main()
