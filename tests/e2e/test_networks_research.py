"""Finding networks: somebody is asked, what they say is noted, and a place to look is watched."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from netzwerk.local.stack import Stack
from tests.e2e.accessibility import overflow, violations

pytestmark = pytest.mark.e2e


def begin(page: Page) -> None:
    page.goto("/")
    page.get_by_role("button", name="Look around with sample data").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Jana")


def test_somebody_is_asked_and_what_they_say_becomes_an_idea(context: BrowserContext, page: Page) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    begin(page)
    page.goto("/networks/research/")
    row = page.locator(".person-row", has_text="Konstantin Vogt")
    expect(row).to_contain_text("Kranich & Söhne (Publishing)")

    # By the keyboard alone.
    row.get_by_role("link", name="Ask").focus()
    page.keyboard.press("Enter")
    text = page.get_by_label("What you could write")
    expect(text).to_have_value(re.compile("which networks are you in"))
    page.get_by_role("radio", name="Deutsch, du").focus()
    page.keyboard.press("Space")
    expect(text).to_have_value(re.compile("In welchen Netzwerken bist du"))
    page.get_by_role("button", name="Copy the text").press("Enter")
    expect(page.get_by_text("Copied.")).to_be_visible()
    assert "In welchen Netzwerken bist du" in page.evaluate("navigator.clipboard.readText()")
    page.get_by_role("button", name="I have asked").press("Enter")
    expect(page.get_by_role("status").filter(has_text="Noted: you asked Konstantin Vogt.")).to_be_visible()

    page.get_by_role("link", name="They answered : Konstantin Vogt").press("Enter")
    page.get_by_label("Network", exact=True).first.fill("Fachverband Sachbuch")
    page.get_by_label("Why they are in it").first.fill("the people who decide are there")
    page.get_by_role("button", name="Save").press("Enter")
    said = page.get_by_role("region", name="What they said")
    expect(said).to_contain_text("Konstantin Vogt: the people who decide are there")
    toast = page.get_by_role("status").filter(has_text="Noted what Konstantin Vogt said.")
    expect(toast.get_by_role("button", name="Undo")).to_be_visible()

    said.get_by_role("link", name="Fachverband Sachbuch").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Fachverband Sachbuch")


def test_an_unwanted_proposal_is_gone_until_it_is_undone(page: Page) -> None:
    begin(page)
    page.goto("/networks/research/")
    row = page.locator(".person-row", has_text="Konstantin Vogt")
    row.get_by_role("button", name="Do not propose again").click()
    toast = page.get_by_role("status").filter(has_text="Konstantin Vogt is not proposed again.")
    expect(toast).to_be_visible()
    expect(row).to_have_count(0)

    toast.get_by_role("button", name="Undo").click()
    expect(row).to_have_count(1)


def test_a_place_is_watched_on_a_phone_in_german(browser: Browser, stack: Stack) -> None:
    phone = browser.new_context(
        base_url=stack.base_url, locale="de-DE", viewport={"width": 320, "height": 700}, color_scheme="dark"
    )
    page = phone.new_page()
    page.goto("/")
    page.get_by_role("button", name="Mit Beispieldaten umsehen").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Jana")
    page.goto("/networks/research/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Netzwerke finden")

    page.locator(".suggested-place").first.get_by_role("button", name="Merken").click()
    place = page.locator(".looking-place").first
    place.get_by_role("link", name="Ändern").click()
    page.get_by_label("Wieder daran erinnern").select_option("4")
    page.get_by_role("button", name="Speichern").click()
    expect(place).to_contain_text("Alle 4 Wochen")

    place.get_by_role("link", name="Nachgesehen").click()
    page.get_by_label("Was es gebracht hat").fill("zwei Verbände")
    page.get_by_role("button", name="Speichern").click()
    expect(place).to_contain_text("zwei Verbände")
    expect(place).to_contain_text("wieder am")
    assert overflow(page) == 0
    assert violations(page) == []
    phone.close()
