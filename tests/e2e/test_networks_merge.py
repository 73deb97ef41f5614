"""A network is found by the keyboard, goes into another and comes out again, lies in the bin and comes back."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.accessibility import overflow, violations
from tests.e2e.mails import Mails
from tests.e2e.visitors import sign_up

pytestmark = pytest.mark.e2e


def add(page: Page, name: str, *, is_asked: bool = False) -> None:
    """Enter a network by its name; say that it is another one when the form asks."""
    page.goto("/networks/new/")
    page.get_by_label("Name", exact=True).fill(name)
    page.keyboard.press("Enter")
    if is_asked:
        page.get_by_role("button", name="It is another one").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)


def test_a_network_is_found_merged_taken_apart_and_brought_back(page: Page, mails: Mails) -> None:
    sign_up(page, mails, "networks-merge@example.org")
    add(page, "Women in Books")
    add(page, "WOMEN IN BOOKS", is_asked=True)
    expect(page.get_by_text("There is another entry “Women in Books”.")).to_be_visible()

    # From any page to the network, by the keyboard alone.
    page.goto("/goals/")
    page.keyboard.press("/")
    page.keyboard.type("women")
    expect(page.get_by_role("group", name="Networks").get_by_role("option")).to_have_count(2)
    assert violations(page) == []
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("women in books", re.IGNORECASE))

    section = page.get_by_role("region", name="Twice here?")
    section.get_by_role("link", name="Merge").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Merge two networks")
    assert violations(page) == []
    assert not overflow(page)
    name = page.get_by_role("group", name="Name", exact=True)
    name.get_by_role("radio", name="Women in Books", exact=True).check()
    page.get_by_role("button", name="Merge", exact=True).press("Enter")
    expect(page.locator(".toast", has_text="are one network now")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_have_text("Women in Books")
    expect(page.get_by_role("region", name="Merged")).to_contain_text("went into it")

    page.locator(".toast").get_by_role("button", name="Undo").press("Enter")
    expect(page.locator(".toast", has_text="is back.")).to_be_visible()
    page.goto("/networks/list/")
    expect(page.get_by_role("main").get_by_role("link", name="Women in Books")).to_have_count(2)

    page.get_by_role("main").get_by_role("link", name="WOMEN IN BOOKS", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("WOMEN IN BOOKS")
    page.get_by_role("main").locator("details.menu > summary").first.click()
    page.get_by_role("button", name="Into the bin").click()
    expect(page.locator(".toast", has_text="is in the bin.")).to_be_visible()
    page.goto("/contacts/bin/")
    row = page.get_by_role("listitem").filter(has_text="WOMEN IN BOOKS")
    expect(row).to_contain_text("Idea")
    assert violations(page) == []
    row.get_by_role("button", name=re.compile("Bring back")).press("Enter")
    expect(page.locator(".toast", has_text="1 entry is back.")).to_be_visible()
    page.goto("/networks/list/")
    expect(page.get_by_role("main").get_by_role("link", name="Women in Books")).to_have_count(2)
