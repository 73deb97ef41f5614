"""A goal on its way: progress noted, steps moved, dropped, done in place, reached with thanks, taken back."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.accessibility import overflow, violations
from tests.e2e.mails import Mails
from tests.e2e.visitors import sign_up

pytestmark = pytest.mark.e2e

STEPS = ("Send the checklist", "Ask about the spring list", "Call her", "Meet at the fair")


def begin(page: Page) -> str:
    """Make a goal that can be counted, a person who helps, and four next steps; return the address of the goal."""
    page.get_by_label("Your first name").fill("Jana")
    page.get_by_role("checkbox", name="Commissions").check()
    page.get_by_label("Your goal in one sentence").fill("Five publishing clients by June")
    page.locator("main form details.fold summary").first.click()
    page.locator("#id_success_number").fill("5")
    page.locator("#id_success_unit").fill("clients")
    page.locator("main form button.btn-primary").click()
    page.wait_for_url("**/start/people/")
    page.get_by_label("Name, organisation after a comma").first.fill("Miriam Kessler, Nordlicht Verlag")
    page.locator("main form button.btn-primary").click()
    page.wait_for_url(lambda url: "/start/" not in url)
    page.goto("/contacts/")
    page.get_by_role("link", name=re.compile("Miriam Kessler")).first.click()
    panel = page.locator("#goals-panel")
    panel.get_by_label("Role").select_option("door_opener")
    panel.get_by_role("button", name="Add", exact=True).click()
    expect(panel.locator(".role-chips")).to_contain_text("Door opener")
    for text in STEPS:
        panel.get_by_text("Plan a next step").click()
        panel.get_by_label("What will you do?").fill(text)
        panel.get_by_label("By when").fill("2026-01-15")
        panel.get_by_role("button", name="Plan", exact=True).click()
        expect(panel.locator(".step-lines")).to_contain_text(text)
    page.goto("/goals/")
    page.get_by_role("link", name="Five publishing clients by June").click()
    return page.url


def choose_later(page: Page, place: str, choice: str) -> None:
    """Open the menu of the first step of a place and choose by the keyboard."""
    menu = page.locator(f"{place} details.menu").first
    menu.locator("summary").press("Enter")
    item = menu.get_by_role("button", name=choice)
    expect(item).to_be_visible()
    item.press("Enter")


def test_a_goal_is_followed_reached_and_taken_back(page: Page, mails: Mails) -> None:
    sign_up(page, mails, "on-the-way@example.org")
    goal = begin(page)
    steps, success = page.locator("#goal-steps"), page.locator("#goal-success")

    # How far one has come, by the keyboard; what is missing is told where it stands.
    success.locator("summary").press("Enter")
    success.get_by_role("button", name="Note it").press("Enter")
    expect(success.get_by_text("A number, please: how far you have come.")).to_be_visible()
    assert violations(page) == []
    success.get_by_label("How far are you?").fill("2")
    success.get_by_label("How far are you?").press("Enter")
    expect(success.get_by_text("2 of 5")).to_be_visible()
    expect(page.locator("#goal-log")).to_contain_text("2 of 5 clients")

    # One step done, one moved; the focus stays there.
    steps.get_by_role("button", name=re.compile(f"Done ?: {STEPS[0]}")).press("Enter")
    expect(steps.get_by_text("1 done")).to_be_visible()
    expect(steps.get_by_role("button", name=re.compile("^Done")).first).to_be_focused()
    choose_later(page, "#goal-steps", "In a week")
    expect(page.get_by_role("status")).to_contain_text("Moved to")
    expect(steps.locator("li.step-line").first).not_to_contain_text(STEPS[1])
    expect(steps.locator("summary").first).to_be_focused()
    assert violations(page) == []

    # On Today one is dropped, without leaving the page, and taken back, and done.
    page.goto("/")
    today = page.locator("#goals-today")
    expect(today).to_contain_text(STEPS[2])
    choose_later(page, "#goals-today", "Drop it")
    expect(today).not_to_contain_text(STEPS[2])
    page.get_by_role("button", name="Undo").last.click()
    expect(today).to_contain_text(STEPS[2])
    today.get_by_role("button", name=re.compile(f"Done ?: {STEPS[2]}")).press("Enter")
    expect(today).not_to_contain_text(STEPS[2])
    expect(today).to_contain_text("2 of 5")

    # Reached: what helped, whom to thank, and the old step goes.
    page.goto(goal)
    page.locator(".page-head details.menu summary").press("Enter")
    page.get_by_role("link", name="Reached", exact=True).press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Reached: what helped?")
    assert violations(page) == []
    page.get_by_label("What helped?").fill("Asking early")
    page.get_by_label("How far did you come?").fill("5")
    page.get_by_role("checkbox", name=re.compile("^Miriam Kessler\\b(?!:)")).first.press("Space")
    expect(page.get_by_role("checkbox", name=re.compile(STEPS[3]))).to_be_checked()
    expect(page.get_by_role("checkbox", name=re.compile(STEPS[1]))).not_to_be_checked()
    page.get_by_role("button", name="The goal is reached").press("Enter")
    expect(page.get_by_role("heading", name="What helped")).to_be_visible()
    expect(page.locator("main")).to_contain_text("to thank by")
    assert violations(page) == []
    page.goto("/")
    expect(today).to_contain_text("Thank Miriam")

    # And back again.
    page.goto(f"{goal}log/")
    expect(page.locator("main")).to_contain_text("Reached")
    assert violations(page) == []


def test_reaching_a_goal_is_taken_back_on_a_phone(page: Page, mails: Mails) -> None:
    sign_up(page, mails, "taken-back@example.org")
    goal = begin(page)
    page.set_viewport_size({"width": 320, "height": 700})
    page.goto(goal)
    assert overflow(page) == 0
    page.locator(".page-head details.menu summary").click()
    page.get_by_role("link", name="Reached", exact=True).click()
    assert overflow(page) == 0
    page.get_by_role("button", name="Reached, without these questions").click()
    expect(page.locator(".page-head")).to_contain_text("Reached since")
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".page-head")).to_contain_text("Main goal")
    choose_later(page, "#goal-steps", "Tomorrow")
    expect(page.get_by_role("status")).to_contain_text("Moved to")
    # The steps are fetched anew, and the focus comes back.
    expect(page.locator("#goal-steps details.menu summary").first).to_be_focused()
    page.locator("#goal-steps details.menu summary").first.click()
    page.get_by_role("link", name="Choose a day").first.click()
    sheet = page.locator("#sheet-body")
    sheet.get_by_label("By when").fill("2001-01-01")
    sheet.get_by_role("button", name="Move").click()
    expect(sheet.get_by_text("Please choose a day that is still to come.")).to_be_visible()
    assert violations(page) == []
    assert overflow(page) == 0
    page.goto(f"{goal}log/")
    assert overflow(page) == 0
