"""A five-minute favour: two who fit, a text to copy, an introduction noted for both, and taken back."""

from __future__ import annotations

import pytest
from playwright.sync_api import BrowserContext, Page, expect

pytestmark = pytest.mark.e2e


def test_two_people_are_introduced_and_it_is_taken_back(context: BrowserContext, page: Page) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto("/")
    page.get_by_role("button", name="Look around with sample data").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Jana")
    page.goto("/contacts/favours/")
    row = page.locator(".favour-row", has_text="Ole Brandt")
    expect(row).to_contain_text("Miriam Kessler seeks: an illustrator for a picture book.")

    row.get_by_role("link", name="Introduce").click()
    text = page.get_by_label("What you could write to both")
    expect(text).to_be_visible()
    text.fill(f"{text.input_value()}\n\nPS: coffee soon?")
    page.get_by_role("button", name="Copy the text").click()
    expect(page.get_by_text("Copied.")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()").endswith("PS: coffee soon?")

    page.get_by_role("button", name="I have introduced them").click()
    toast = page.get_by_role("status").filter(has_text="Noted as given to Miriam Kessler and Ole Brandt.")
    expect(toast).to_be_visible()
    expect(row).to_have_count(0)

    toast.get_by_role("button", name="Undo").click()
    expect(row).to_have_count(1)
