"""Gaps of a goal are filled by somebody one knows and by an old tie, and one sees how it develops."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from netzwerk.local.stack import Stack
from tests.e2e.accessibility import overflow, violations

pytestmark = pytest.mark.e2e


def open_gaps(page: Page, *, start: str, goal: str, gaps: str) -> None:
    """Begin with the sample data, and go by its goal's page to all that the goal needs."""
    page.goto("/")
    page.get_by_role("button", name=start).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Jana")
    page.goto("/goals/")
    page.get_by_role("link", name=goal).first.click()
    panel = page.get_by_role("region", name=gaps, exact=True)
    expect(panel).to_be_visible()
    more = panel.locator(".actions a").first
    # On a phone it is folded away at first.
    if not more.is_visible():
        panel.locator("summary").first.press("Enter")
    more.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(gaps)


def test_gaps_are_filled_by_the_keyboard_alone(page: Page) -> None:
    open_gaps(page, start="Look around with sample data", goal="Five publishers", gaps="Who has what")
    insider = page.locator(".need-row", has=page.get_by_role("heading", name="Industry insider"))
    expect(insider).to_contain_text("Nobody yet who moves in the industry.")

    # Somebody one knows, with the reason.
    insider.get_by_role("link", name=re.compile("Find somebody")).press("Enter")
    known = page.get_by_role("region", name="Somebody you know")
    row = known.locator(".person-row").first
    expect(row).to_contain_text("Publishing")
    name = row.locator(".name").inner_text()
    row.get_by_role("button", name=re.compile(f"Take.*{name}")).press("Enter")
    there = page.get_by_role("region", name="Who is there")
    expect(there).to_contain_text(name)
    toast = page.get_by_role("status").filter(has_text=f"{name} is noted: Industry insider.")
    toast.get_by_role("button", name="Undo").press("Enter")
    expect(there).to_contain_text("Nobody yet who moves in the industry.")

    # An old tie.
    dormant = page.get_by_role("region", name="An old tie")
    row = dormant.locator(".person-row").first
    name = row.locator(".name").inner_text()
    row.get_by_role("button", name=re.compile(f"Take.*{name}")).press("Enter")
    expect(there).to_contain_text(name)
    expect(there).to_contain_text("Only a quiet tie")

    # The third way leads on.
    expect(
        page.get_by_role("region", name="A network to look for").get_by_role("link", name="Find networks")
    ).to_be_visible()
    there.get_by_role("link", name="Back to all that this goal needs").press("Enter")
    expect(insider).to_contain_text(name)


def test_somebody_new_is_noted_for_a_question_and_removed(page: Page) -> None:
    open_gaps(page, start="Look around with sample data", goal="Five publishers", gaps="Who has what")
    questions = page.get_by_role("region", name="Questions")
    row = questions.locator(".need-row").first
    row.get_by_role("link", name=re.compile("Add somebody")).press("Enter")
    sheet = page.get_by_role("dialog")
    expect(sheet.get_by_label("Who", exact=True)).to_be_focused()
    page.keyboard.type("Ottilie Neumeister")
    newcomer = sheet.get_by_role("checkbox", name="Ottilie Neumeister")
    expect(newcomer).to_be_visible()
    page.keyboard.press("Enter")
    expect(newcomer).to_be_focused()
    page.keyboard.press("Space")
    expect(sheet.get_by_role("checkbox", name="Ottilie Neumeister")).to_be_checked()
    sheet.get_by_role("button", name="Save").press("Enter")

    expect(row).to_contain_text("Ottilie Neumeister")
    expert = page.locator(".need-row", has=page.get_by_role("heading", name="Expert"))
    expect(expert).to_contain_text("Ottilie Neumeister")

    row.get_by_role("button", name=re.compile("Remove Ottilie Neumeister")).press("Enter")
    expect(row).to_contain_text("Nobody yet who could answer.")
    page.get_by_role("status").get_by_role("button", name="Undo").press("Enter")
    expect(row).to_contain_text("Ottilie Neumeister")


def test_a_gap_is_filled_on_a_phone_in_german(browser: Browser, stack: Stack) -> None:
    phone = browser.new_context(
        base_url=stack.base_url, locale="de-DE", viewport={"width": 320, "height": 700}, color_scheme="dark"
    )
    page = phone.new_page()
    open_gaps(page, start="Mit Beispieldaten umsehen", goal="Fünf Verlage", gaps="Wer hat was")
    assert overflow(page) == 0
    assert violations(page) == []
    gap = page.locator(".need-row.is-gap").first
    title = gap.get_by_role("heading").inner_text()
    gap.get_by_role("link", name=re.compile("Jemanden finden")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    assert overflow(page) == 0
    row = page.get_by_role("region", name="Jemand, den Sie kennen").locator(".person-row").first
    name = row.locator(".name").inner_text()
    row.get_by_role("button", name=re.compile(f"Nehmen.*{name}")).click()
    expect(page.get_by_role("region", name="Wer da ist")).to_contain_text(name)
    assert violations(page) == []
    phone.close()
