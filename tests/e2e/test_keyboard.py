"""By the keyboard alone: the focus is never lost when a part of the page goes, and no stop leads nowhere."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.e2e


@pytest.fixture
def sample(page: Page) -> Page:
    """Somebody who looks around with sample data."""
    page.goto("/")
    page.get_by_role("button", name="Look around with sample data").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Jana")
    return page


def test_the_first_of_what_more_brings_has_the_focus(sample: Page) -> None:
    page = sample
    page.goto("/contacts/moments/")
    page.get_by_role("link", name="Show more").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".timeline").nth(1).locator("a").first).to_be_focused()

    page.goto("/contacts/")
    rows = page.locator(".contact-row")
    known = rows.count()
    page.get_by_role("link", name="Show more").focus()
    page.keyboard.press("Enter")
    expect(rows.nth(known).locator(".person-link")).to_be_focused()


def test_the_next_stop_behind_the_search_is_no_list(sample: Page) -> None:
    page = sample
    page.keyboard.press("/")
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.locator(".add > summary")).to_be_focused()
    expect(page.get_by_role("option")).to_have_count(0)
