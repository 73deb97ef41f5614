"""A table that nobody knows is asked about, on a wide screen and on a phone, and is known the next time."""

from __future__ import annotations

import pytest
from playwright.sync_api import FilePayload, Page, ViewportSize, expect

from tests.e2e.accessibility import overflow, violations
from tests.e2e.mails import Mails
from tests.e2e.visitors import sign_up

pytestmark = pytest.mark.e2e

READ = 30_000
PHONE: ViewportSize = {"width": 360, "height": 740}
TABLE = "Wer;Firma;Telefon;Kundennummer\nGerda Holm;Holm KG;040 5550142;K-7\nOle Brand;Brand KG;;K-8\n"
ASK, READ_IT = "Say what the columns are", "Read it like this"


def table(name: str, text: str) -> FilePayload:
    """Return a table as the browser's dialog would give it."""
    return {"name": name, "mimeType": "text/csv", "buffer": text.encode()}


def give(page: Page, file: FilePayload) -> None:
    """Choose a file and have it read."""
    page.goto("/import/")
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name="Read and show").press("Enter")


def is_fine(page: Page) -> None:
    """Look at the page as it is: axe finds nothing, and nothing is wider than the window."""
    assert violations(page) == []
    assert overflow(page) == 0


def test_a_table_is_asked_about_and_known_the_next_time(page: Page, mails: Mails) -> None:
    sign_up(page, mails, "columns@example.org")
    give(page, table("customers.csv", TABLE))
    page.get_by_role("link", name=ASK).click(timeout=READ)
    expect(page.get_by_label("Firma")).to_have_value("organisation")
    expect(page.get_by_label("Telefon")).to_have_value("phone")
    expect(page.get_by_label("Kundennummer")).to_have_value("note.named")
    is_fine(page)

    # Nobody is anybody: refused, with a reason, and what was said stays.
    for label in ("Firma", "Telefon"):
        page.get_by_label(label).select_option("note")
    page.get_by_role("button", name=READ_IT).press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("which column holds the name")
    expect(page.get_by_label("Firma")).to_have_value("note")
    is_fine(page)

    page.set_viewport_size(PHONE)
    page.get_by_label("Wer").select_option("name")
    page.get_by_label("Firma").select_option("organisation")
    is_fine(page)
    page.get_by_role("button", name=READ_IT).press("Enter")
    expect(page.get_by_role("button", name="Bring them in")).to_be_visible(timeout=READ)
    expect(page.locator("main")).to_contain_text("Gerda Holm")
    page.get_by_role("button", name="Bring them in").press("Enter")
    expect(page.get_by_role("heading", name="All done")).to_be_visible(timeout=READ)

    give(page, table("more-customers.csv", TABLE.replace("Gerda", "Greta")))
    expect(page.get_by_role("button", name="Bring them in")).to_be_visible(timeout=READ)
    expect(page.locator("main")).to_contain_text("Greta Holm")
