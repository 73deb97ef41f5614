"""The palette by the keyboard alone: from any page to a person, to a log, to a page."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.accessibility import overflow, violations
from tests.e2e.mails import Mails
from tests.e2e.pictures import keep, settle
from tests.e2e.visitors import sign_up

pytestmark = pytest.mark.e2e


@pytest.fixture
def somebody(page: Page, mails: Mails, request: pytest.FixtureRequest) -> Page:
    """Somebody who has just written down three people."""
    sign_up(page, mails, f"{request.node.name[:40]}@example.org")
    page.goto("/goals/inventory/former_job/")
    page.get_by_label("Name, organisation after a comma").first.focus()
    for line in ("Miriam Keßler, Nordlicht Verlag", "Jörg Müller, Druckerei", "Tomasz Bielak"):
        page.keyboard.type(line)
        page.keyboard.press("Enter" if "Tomasz" not in line else "Control+Enter")
    expect(page.get_by_role("status")).to_contain_text("3")
    page.goto("/goals/")
    return page


def test_from_any_page_to_a_person_by_the_keyboard_alone(somebody: Page) -> None:
    page = somebody
    palette = page.get_by_role("combobox", name="Search")

    page.keyboard.press("/")
    expect(palette).to_be_focused()
    expect(palette).to_have_attribute("aria-expanded", "true")
    page.keyboard.type("mueler")
    chosen = page.get_by_role("option", selected=True)
    expect(chosen).to_contain_text("Jörg Müller")
    expect(chosen.locator("mark")).to_have_text("Müller")
    expect(palette).to_have_attribute("aria-activedescendant", re.compile("palette-people-1"))
    settle(page)
    keep(page, "palette/open")
    assert violations(page) == []

    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Jörg Müller")


def test_enter_before_the_list_has_come_goes_where_it_would_begin(somebody: Page) -> None:
    page = somebody

    page.keyboard.press("Control+k")
    page.keyboard.type("nordlicht")
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_contain_text("Miriam Keßler")


def test_a_log_begins_in_the_palette(somebody: Page) -> None:
    page = somebody

    page.keyboard.press("/")
    page.keyboard.type("call tomasz")
    expect(page.get_by_role("option", selected=True)).to_contain_text("Call with Tomasz Bielak")
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_contain_text("moment")
    expect(page.get_by_role("checkbox", name="Tomasz Bielak")).to_be_checked()
    expect(page.get_by_role("radio", name="Call", exact=True)).to_be_checked()


def test_arrows_go_round_escape_closes_and_the_rest_of_the_page_is_as_it_was(somebody: Page) -> None:
    page = somebody
    palette = page.get_by_role("combobox", name="Search")

    page.keyboard.press("/")
    page.keyboard.type("goals")
    expect(page.get_by_role("option", selected=True)).to_have_count(1)
    page.keyboard.press("ArrowUp")
    expect(page.get_by_role("option", selected=True)).to_contain_text("All results")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("option", selected=True)).to_have_attribute("id", re.compile("-1$"))
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_have_count(0)
    expect(palette).to_have_attribute("aria-expanded", "false")
    expect(palette).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("listbox")).to_be_visible()
    page.keyboard.press("Tab")
    expect(palette).to_have_attribute("aria-expanded", "false")


def test_on_a_phone_the_palette_fills_the_screen(somebody: Page) -> None:
    page = somebody
    page.set_viewport_size({"width": 390, "height": 844})

    page.get_by_role("combobox", name="Search").click()
    page.keyboard.type("miri")
    expect(page.get_by_role("option", selected=True)).to_contain_text("Miriam Keßler")
    settle(page)
    keep(page, "palette/phone")
    assert violations(page) == []
    assert overflow(page) == 0
    box = page.get_by_role("option").first.bounding_box()
    assert box is not None
    assert box["height"] >= 44
    page.get_by_role("button", name="Close").first.click()
    expect(page.get_by_role("listbox")).to_have_count(0)
