"""A list is narrowed condition by condition, and kept under a name."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.mails import Mails
from tests.e2e.visitors import sign_up

pytestmark = pytest.mark.e2e


def test_a_view_is_built_by_conditions_and_saved(page: Page, mails: Mails) -> None:
    sign_up(page, mails, "vera@example.org")
    for name, place in (("Anna Alt", "Kiel"), ("Ben Bach", "Bremen"), ("Cleo Cramer", "Kiel")):
        page.goto("/contacts/new/")
        page.locator("#id_name").fill(name)
        page.get_by_role("button", name="Save", exact=True).click()
        page.get_by_role("link", name="Add: Tag").click()
        page.get_by_label("Add a tag").fill(f"{place}, Choir" if name < "C" else place)
        page.keyboard.press("Enter")
        expect(page.get_by_role("link", name=place, exact=True)).to_be_visible()

    page.goto("/contacts/")
    add_condition(page, "Tag", "is", "Choir")
    expect(page.get_by_role("heading", name="2 people")).to_be_visible()
    add_condition(page, "Tag", "is not", "Bremen")
    expect(page.get_by_role("heading", name="1 person")).to_be_visible()
    expect(page.get_by_role("link", name="Anna Alt")).to_be_visible()

    page.get_by_role("link", name="Save as a view").click()
    page.get_by_label("Name of the view").fill("Choir, not Bremen")
    page.keyboard.press("Enter")
    expect(
        page.get_by_role("navigation", name="Views").get_by_role("link", name="Choir, not Bremen")
    ).to_have_attribute("aria-current", "page")

    page.get_by_role("link", name="Take away: Tag Choir").click()
    expect(page.get_by_role("heading", name="2 people")).to_be_visible()
    page.get_by_role("button", name="Update “Choir, not Bremen”").click()
    expect(page.get_by_text("The view “Choir, not Bremen” now shows this.")).to_be_visible()
    page.goto("/contacts/")
    page.get_by_role("navigation", name="Views").get_by_role("link", name="Choir, not Bremen").click()
    expect(page.get_by_role("heading", name="2 people")).to_be_visible()


def add_condition(page: Page, field: str, how: str, value: str) -> None:
    """Add one condition to the list."""
    page.get_by_text("Add a condition").click()
    page.get_by_role("link", name=field, exact=True).click()
    page.get_by_label("Condition", exact=True).select_option(label=how)
    page.locator("#condition-value").select_option(label=value)
    page.get_by_role("button", name="Add", exact=True).click()
    page.wait_for_url("**tag=**")
