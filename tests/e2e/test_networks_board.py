"""The board of networks: dragged, moved by the keyboard and the menu, the question before one joins, a phone."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from netzwerk.local.stack import Stack

pytestmark = pytest.mark.e2e

BOARD = "/networks/"
NAME = "Regulars of the harbour"


def look_around(page: Page) -> None:
    """Log in with sample data, and add a network by its name."""
    page.goto("/")
    page.get_by_role("button", name="Look around with sample data").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Jana")
    page.goto(BOARD)
    page.locator("main").get_by_role("link", name="Add a network").click()
    page.get_by_role("dialog").get_by_label("Name").fill(NAME)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(NAME)
    page.goto(BOARD)


def column(page: Page, stage: str) -> Locator:
    """Return a column of the board."""
    return page.locator(".board-column").filter(has=page.get_by_role("heading", name=re.compile(f"^{stage}")))


def card_in(page: Page, stage: str, name: str = NAME) -> Locator:
    """Return the card of a network in a column."""
    return column(page, stage).locator(".board-card", has_text=name)


def toast(page: Page, text: str) -> Locator:
    """Return the toast that says this."""
    return page.locator(".toast", has_text=text)


def drag(page: Page, card: Locator, stage: str) -> None:
    """Drag a card with the mouse into a column."""
    card.locator("p").last.hover()
    page.mouse.down()
    page.mouse.move(600, 420, steps=4)
    place = column(page, stage).locator(".board-list")
    place.hover()
    place.hover()
    page.mouse.up()


def test_a_network_is_dragged_and_the_toast_takes_it_back(page: Page) -> None:
    look_around(page)
    drag(page, card_in(page, "Idea"), "Checking")

    expect(toast(page, f"{NAME}: now “Checking”.")).to_be_visible()
    expect(card_in(page, "Checking")).to_be_visible()
    page.reload()
    expect(card_in(page, "Checking")).to_be_visible()

    drag(page, card_in(page, "Checking"), "Trying out")
    toast(page, f"{NAME}: now “Trying out”.").get_by_role("button", name="Undo").click()
    expect(toast(page, f"{NAME}: now “Checking”.")).to_be_visible()
    expect(card_in(page, "Checking")).to_be_visible()


def test_arrows_move_a_network_and_the_focus_stays_with_it(page: Page) -> None:
    look_around(page)
    card_in(page, "Idea").locator("summary").focus()
    for stage in ("Researching", "Checking", "Trying out"):
        page.keyboard.press("ArrowRight")
        expect(card_in(page, stage)).to_be_visible()
        expect(card_in(page, stage).locator("summary")).to_be_focused()
        expect(page.get_by_role("status").filter(has_text=f"now “{stage}”")).to_be_visible()
    page.keyboard.press("ArrowLeft")
    expect(card_in(page, "Checking").locator("summary")).to_be_focused()

    # The menu by keys: opened, down to the first stage, chosen.
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(card_in(page, "Idea")).to_be_visible()
    expect(card_in(page, "Idea").locator("summary")).to_be_focused()


def test_without_an_idea_of_what_to_give_nobody_joins_unasked(page: Page) -> None:
    look_around(page)
    drag(page, card_in(page, "Idea"), "Member")

    sheet = page.get_by_role("dialog")
    expect(sheet.get_by_role("heading", name=f"What could you give {NAME}?")).to_be_visible()
    expect(sheet.get_by_label("What you could give")).to_be_focused()
    page.keyboard.press("Escape")
    expect(card_in(page, "Idea")).to_be_visible()
    expect(card_in(page, "Member")).to_have_count(0)

    drag(page, card_in(page, "Idea"), "Member")
    sheet.get_by_label("What you could give").fill("A talk about harbour novels")
    page.keyboard.press("Enter")
    expect(toast(page, f"You are a member of {NAME} now. What you want to give is an open promise.")).to_be_visible()
    expect(card_in(page, "Member")).to_be_visible()


def test_on_a_phone_the_menu_moves_and_nothing_is_wider_than_the_page(page: Page) -> None:
    look_around(page)
    page.set_viewport_size({"width": 320, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth") == 320

    page.get_by_label(f"Move {NAME}").click()
    card_in(page, "Idea").get_by_role("button", name="Declined").click()
    expect(toast(page, f"{NAME}: now “Declined”.")).to_be_visible()
    expect(card_in(page, "Declined")).to_be_visible()


def test_it_all_works_without_a_script(page: Page, stack: Stack) -> None:
    look_around(page)
    browser = page.context.browser
    assert browser is not None
    plain = browser.new_context(
        base_url=stack.base_url, java_script_enabled=False, storage_state=page.context.storage_state(), locale="en-GB"
    ).new_page()
    plain.goto(BOARD)
    plain.get_by_label(f"Move {NAME}").click()
    card_in(plain, "Idea").get_by_role("button", name="Member").click()
    expect(plain.get_by_role("heading", level=1)).to_have_text(f"What could you give {NAME}?")
    plain.get_by_role("button", name="Join without an idea").click()
    expect(toast(plain, f"You are a member of {NAME} now.")).to_be_visible()
    expect(card_in(plain, "Member")).to_be_visible()
    plain.context.close()
