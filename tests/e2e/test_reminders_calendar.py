"""A calendar gets an address, a program reads it, the address is changed, and the calendar is switched off."""

from __future__ import annotations

from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from icalendar import Calendar
from playwright.sync_api import Page, expect

from tests.e2e.accessibility import overflow, violations
from tests.e2e.mails import Mails
from tests.e2e.visitors import sign_up

pytestmark = pytest.mark.e2e

SETTINGS = "/reminders/calendar/"


def subscribe(address: str) -> int:
    """Fetch an address as a calendar program does, and return how many days it holds."""
    with urlopen(address) as answer:
        assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
        return len(Calendar.from_ical(answer.read()).walk("VEVENT"))


def is_dead(address: str) -> bool:
    """Tell whether an address leads nowhere."""
    try:
        urlopen(address)
    except HTTPError as error:
        with error:
            return error.code == 404
    return False


def address_on(page: Page) -> str:
    """Return the address that the page shows."""
    return page.locator("#id_address").input_value()


def test_a_calendar_is_made_read_renewed_and_switched_off(page: Page, mails: Mails) -> None:
    sign_up(page, mails, "calendar@example.org")
    page.goto(SETTINGS)
    assert violations(page) == []
    page.get_by_role("button", name="Make a calendar address").press("Enter")
    expect(page.locator("#id_address")).to_be_visible()
    assert violations(page) == []
    first = address_on(page)

    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy the address").press("Enter")
    expect(page.get_by_text("Copied.", exact=True)).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == first
    assert subscribe(first) == 0
    page.reload()
    expect(page.get_by_text("Last read on")).to_be_visible()

    page.get_by_label("At 9:00 on the day").check()
    page.get_by_role("button", name="Save", exact=True).press("Enter")
    expect(page.locator(".toast", has_text="Saved.")).to_be_visible()
    expect(page.get_by_label("At 9:00 on the day")).to_be_checked()

    page.get_by_role("link", name="Another address").press("Enter")
    assert violations(page) == []
    assert subscribe(first) == 0
    page.get_by_role("button", name="Make another address").press("Enter")
    expect(page.get_by_text("No program has read it yet.")).to_be_visible()
    second = address_on(page)
    assert second != first
    assert is_dead(first)
    assert subscribe(second) == 0

    page.get_by_role("button", name="Switch the calendar off").press("Enter")
    expect(page.locator(".toast", has_text="The calendar is off.")).to_be_visible()
    assert is_dead(second)
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("#id_address")).to_have_value(second)
    assert subscribe(second) == 0


def test_on_a_phone_and_in_german(page: Page, mails: Mails) -> None:
    sign_up(page, mails, "kalender@example.org")
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto("/settings/")
    page.locator("select[name=language]").select_option("de")
    page.locator("form[action='/settings/'] button.btn-primary").click()
    page.goto(SETTINGS)
    page.get_by_role("button", name="Kalenderadresse anlegen").click()
    expect(page.get_by_role("heading", name="Die Adresse Ihres Kalenders")).to_be_visible()
    assert overflow(page) == 0
    assert violations(page) == []
    page.get_by_text("Google Calendar", exact=True).click()
    expect(page.get_by_text("Im Browser am Computer").first).to_be_visible()
    page.get_by_role("link", name="Neue Adresse").click()
    expect(page.get_by_role("button", name="Neue Adresse anlegen")).to_be_visible()
    assert overflow(page) == 0
    assert violations(page) == []
