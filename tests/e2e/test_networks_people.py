"""Somebody new comes into a network, a moment there is logged from their page, and the network's page tells it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.mails import Mails
from tests.e2e.visitors import sign_up

pytestmark = pytest.mark.e2e


def enter_network(page: Page, name: str) -> str:
    """Enter a network, and return the address of its page."""
    page.goto("/networks/new/")
    page.get_by_label("Name", exact=False).first.fill(name)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/networks/[0-9a-f-]{36}/$"))
    return page.url


def test_a_newcomer_joins_and_a_moment_there_is_told_on_both_pages(page: Page, mails: Mails) -> None:
    sign_up(page, mails, "members@example.org")
    network_url = enter_network(page, "Women in Publishing")

    # By the keyboard alone: the sheet, the name that nobody has yet, the role, and Enter.
    page.get_by_role("link", name=re.compile("Add.*Whom you know there")).press("Enter")
    sheet = page.get_by_role("dialog")
    who = sheet.get_by_label("Who", exact=True)
    expect(who).to_be_focused()
    page.keyboard.type("Tomasz Bielak")
    newcomer = sheet.get_by_role("checkbox", name="Tomasz Bielak")
    expect(newcomer).to_be_visible()
    page.keyboard.press("Enter")
    expect(newcomer).to_be_focused()
    page.keyboard.press("Space")
    expect(sheet.get_by_role("checkbox", name="Tomasz Bielak")).to_be_checked()
    sheet.get_by_label("As what").focus()
    page.keyboard.type("Board")
    page.keyboard.press("Tab")
    page.keyboard.type("2021")
    sheet.get_by_label("I would like to know them better").focus()
    page.keyboard.press("Space")
    sheet.get_by_label("As what").press("Enter")

    members = page.get_by_role("region", name="Whom you know there")
    expect(members).to_contain_text("Board, since 2021")
    expect(members).to_contain_text("To know better")
    expect(page.get_by_role("status")).to_contain_text("Tomasz Bielak is noted in Women in Publishing.")

    # From the person's page, whose panel knows the network, a moment is logged there.
    members.get_by_role("link", name="Tomasz Bielak", exact=True).press("Enter")
    panel = page.get_by_role("region", name="Networks")
    expect(panel).to_contain_text("Women in Publishing")
    page.locator("header").get_by_role("link", name="Add a moment").press("Enter")
    sheet = page.get_by_role("dialog")
    expect(sheet.get_by_role("heading", name="A moment with Tomasz Bielak")).to_be_visible()
    sheet.get_by_label("Note").fill("Talked about the spring fair.")
    sheet.locator("summary", has_text="Only the month is known").press("Enter")
    sheet.get_by_label("In which network").select_option(label="Women in Publishing")
    sheet.get_by_label("How many minutes").fill("90")
    sheet.get_by_label("How many minutes").press("Enter")

    history = page.get_by_role("region", name="History")
    expect(history).to_contain_text("Talked about the spring fair.")
    history.get_by_role("link", name="Women in Publishing").press("Enter")
    expect(page).to_have_url(network_url)
    there = page.get_by_role("region", name="What happened there")
    expect(there).to_contain_text("1 h 30 min spent there")
    expect(there).to_contain_text("Talked about the spring fair.")

    # Something is given to the network as such, without a person.
    there.get_by_role("link", name="Give or take here").press("Enter")
    sheet = page.get_by_role("dialog")
    sheet.get_by_label("What it is about").fill("A talk on contracts")
    sheet.get_by_label("What it is about").press("Enter")
    expect(there).to_contain_text("Gave: A talk on contracts")
    expect(there).to_contain_text("1 given")
