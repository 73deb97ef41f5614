"""Somebody is proposed with a reason, taken, turned down and brought back: by the keyboard, and on a phone's width."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.accessibility import overflow, violations

pytestmark = pytest.mark.e2e

ROLES = ("Door opener", "Expert", "Industry insider", "Multiplier", "Supporter", "Worth reviving")


def press(control: Locator) -> None:
    """Press a button or follow a link by the keyboard."""
    control.focus()
    control.press("Enter")


def open_proposals(page: Page) -> None:
    """Look around with sample data, and go to the proposals of the leading goal."""
    page.goto("/")
    page.get_by_role("button", name="Look around with sample data").click()
    expect(page.locator(".add > summary")).to_be_visible(timeout=60_000)
    page.goto("/goals/")
    page.get_by_role("link", name="Five publishers as clients by June").first.click()
    page.wait_for_url(re.compile(r"/goals/[0-9a-f-]{36}/$"))
    goal = page.url.rstrip("/").rsplit("/", 1)[1]
    page.goto(f"/matching/goals/{goal}/proposals/")


def rows(page: Page) -> Locator:
    """Return the people who are proposed."""
    return page.get_by_role("region", name=re.compile("|".join(ROLES))).locator(".person-row")


def name_of(row: Locator) -> str:
    """Return whom a row is about."""
    return row.locator("a.name").inner_text()


def test_people_are_proposed_taken_turned_down_and_brought_back(page: Page) -> None:
    open_proposals(page)
    for role in ROLES:
        press(page.get_by_role("navigation", name="Role").get_by_role("link", name=role))
        expect(page.get_by_role("heading", level=2, name=role)).to_be_visible()
        expect(rows(page).first.locator(".reasons li").first).to_contain_text(".")
    assert violations(page) == []

    press(page.get_by_role("navigation", name="Role").get_by_role("link", name="Industry insider"))
    expect(page.get_by_role("heading", level=2, name="Industry insider")).to_be_visible()
    taken = name_of(rows(page).first)
    press(rows(page).first.get_by_role("button", name=re.compile(f"Take.*{taken}")))
    expect(page.locator(".toast", has_text=f"{taken}: Industry insider.")).to_be_visible()
    expect(rows(page).get_by_role("link", name=taken, exact=True)).to_have_count(0)
    press(page.get_by_role("button", name="Undo"))
    expect(rows(page).get_by_role("link", name=taken, exact=True)).to_be_visible()

    declined = name_of(rows(page).nth(1))
    press(rows(page).nth(1).get_by_role("button", name=re.compile(f"Not for this.*{declined}")))
    expect(page.locator(".toast", has_text=f"{declined} is not proposed for this again.")).to_be_visible()
    expect(rows(page).get_by_role("link", name=declined, exact=True)).to_have_count(0)
    page.reload()
    expect(rows(page).get_by_role("link", name=declined, exact=True)).to_have_count(0)
    on_a_phone(page, declined)


def on_a_phone(page: Page, declined: str) -> None:
    """Bring somebody back from the list of those turned down, and look somebody else up, 320 pixels wide."""
    page.set_viewport_size({"width": 320, "height": 740})
    assert overflow(page) == 0
    page.get_by_role("link", name="1 proposal turned down").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Turned down")
    assert overflow(page) == 0
    assert violations(page) == []
    page.get_by_role("button", name=re.compile(f"Propose again.*{declined}")).click()
    expect(page.get_by_role("heading", name="Nobody was turned down")).to_be_visible()
    page.get_by_role("main").get_by_role("link", name="Who could help").first.click()
    page.get_by_label("Name, organisation or place").fill("Nele")
    found = page.locator("#proposals-found")
    found.get_by_role("button", name=re.compile("Take.*Nele Harms")).click()
    expect(page.locator(".toast", has_text="Nele Harms: Door opener.")).to_be_visible()
    page.get_by_role("link", name="How this is weighed").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("How proposals are weighed")
    assert overflow(page) == 0
    assert violations(page) == []
