"""Who could introduce one: a way is found by the keyboard, the request copied, the step planned; and on a phone."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from netzwerk.local.stack import Stack
from tests.e2e.accessibility import overflow, violations

pytestmark = pytest.mark.e2e


def test_a_way_is_found_and_the_request_copied_by_the_keyboard(context: BrowserContext, page: Page) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto("/")
    page.get_by_role("button", name="Look around with sample data").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Jana")
    page.goto("/matching/paths/")

    # The field has the focus; a name is offered, taken with the arrow and Enter, and sent with another.
    field = page.get_by_role("combobox", name="A person, an organisation or a field")
    expect(field).to_be_focused()
    page.keyboard.type("Miriam Kess")
    expect(page.get_by_role("option", name="Miriam Kessler")).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(field).to_have_value("Miriam Kessler")
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text("Who could introduce me to Miriam Kessler?")
    way = page.get_by_role("article").filter(has_text="Ruth Sommer").first
    expect(way).to_contain_text("Ruth Sommer introduced Miriam Kessler to you.")
    way.get_by_role("link", name="Ask Ruth Sommer").press("Enter")

    text = page.get_by_label("What you could write")
    expect(text).to_have_value(re.compile(r"first something for you: .+you know Miriam Kessler", re.DOTALL))
    page.get_by_role("radio", name="Deutsch, du").focus()
    page.keyboard.press("Space")
    expect(text).to_have_value(re.compile("Du kennst Miriam Kessler. Könntest du uns bekannt machen"))
    text.press("End")
    page.keyboard.type(" PS")
    page.get_by_role("button", name="Copy the text").press("Enter")
    expect(page.get_by_text("Copied.")).to_be_visible()
    assert " PS" in page.evaluate("navigator.clipboard.readText()")

    page.get_by_text("Plan it as a next step").press("Enter")
    page.get_by_role("button", name="Plan it").press("Enter")
    toast = page.get_by_role("status").filter(has_text="Planned: Ask for an introduction: Miriam Kessler")
    expect(toast).to_be_visible()
    expect(toast.get_by_role("button", name="Undo")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_have_text("Who could introduce me to Miriam Kessler?")


def test_an_organisation_is_reached_on_a_phone_in_german(browser: Browser, stack: Stack) -> None:
    phone = browser.new_context(
        base_url=stack.base_url, locale="de-DE", viewport={"width": 320, "height": 700}, color_scheme="dark"
    )
    page = phone.new_page()
    page.goto("/")
    page.get_by_role("button", name="Mit Beispieldaten umsehen").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Jana")

    # Left in the middle and taken up again: the address holds all.
    page.goto("/matching/paths/?q=Nordlicht Verlag")
    expect(page.get_by_role("heading", level=1)).to_have_text("Wer kann mich bei Nordlicht Verlag bekannt machen?")
    address = page.url
    page.goto("/")
    page.goto(address)
    expect(page.get_by_role("heading", name="Wen Sie dort kennen")).to_be_visible()
    assert overflow(page) == 0
    assert violations(page) == []

    page.get_by_role("article").first.get_by_role("link", name=re.compile("fragen$")).click()
    expect(page.get_by_label("Was Sie schreiben könnten")).to_have_value(re.compile("Ich suche Kontakt zu Nordlicht"))
    page.get_by_text("Notieren, dass Sie gefragt haben").click()
    page.get_by_role("button", name="Ich habe gefragt").click()
    toast = page.get_by_role("status").filter(has_text="Notiert: Sie haben")
    expect(toast).to_be_visible()
    toast.get_by_role("button", name="Rückgängig").click()
    expect(page.get_by_role("status").filter(has_text=re.compile("gelöscht"))).to_be_visible()
    phone.close()
