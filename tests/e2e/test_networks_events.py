"""A meeting is planned and prepared for, and afterwards one writes down whom one met; by the keyboard, too."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.accessibility import overflow, violations
from tests.e2e.database import Database
from tests.e2e.mails import Mails
from tests.e2e.visitors import sign_up

pytestmark = pytest.mark.e2e

ADDRESS = "meets@example.org"


def test_one_plans_a_meeting_and_writes_down_whom_one_met(page: Page, mails: Mails, database: Database) -> None:
    sign_up(page, mails, ADDRESS)
    page.goto("/networks/new/")
    page.get_by_label("Name").first.fill("Women in Publishing")
    page.locator("main").get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Women in Publishing")

    past = plan(page)
    want_somebody(page)
    prepare(page)
    write_down(page, past)
    assert met(database) == [("event", "Ada Neu, Rosa Lind")]
    take_back(page)
    assert met(database) == []
    look_at_it_on_a_phone(page, past)


def plan(page: Page) -> str:
    """Enter a weekly meeting that began two weeks ago, by the Add menu; return the address of its first date."""
    page.get_by_text("Add", exact=True).first.click()
    page.get_by_role("link", name="A meeting").click()
    expect(page.get_by_label("What it is")).to_have_value("Meeting: Women in Publishing")
    expect(page.get_by_label("Until")).to_be_hidden()
    page.get_by_label("Date").fill((date.today() - timedelta(days=14)).isoformat())  # noqa: DTZ011 - the browser's day
    page.get_by_label("Time").fill("18:30")
    page.get_by_label("Again").select_option("weekly")
    expect(page.get_by_label("Until")).to_be_visible()
    page.locator("main").get_by_role("button", name="Save").click()
    expect(page.get_by_text("Every week, on").first).to_be_visible()
    return page.url


def want_somebody(page: Page) -> None:
    """Go to a date ahead, and want somebody new there by the keyboard alone, in the sheet."""
    page.get_by_role("region", name="The dates after it").get_by_role("link").last.click()
    page.get_by_role("region", name="Whom you want to meet there").get_by_role("link", name="Add").press("Enter")
    who = page.get_by_role("dialog").get_by_label("Who")
    expect(who).to_be_focused()
    page.keyboard.type("Rosa Lind")
    box = page.get_by_role("checkbox", name="Rosa Lind")
    expect(box).to_be_visible()
    page.keyboard.press("Enter")
    expect(box).to_be_focused()
    page.keyboard.press("Enter")
    expect(box).to_be_checked()
    page.get_by_role("dialog").get_by_label("Why").fill("Ask about the fair")
    page.keyboard.press("Enter")
    expect(page.get_by_role("region", name="Whom you want to meet there")).to_contain_text("Ask about the fair")


def prepare(page: Page) -> None:
    """Look at the sheet."""
    page.get_by_role("link", name="Sheet to prepare").first.click()
    expect(page.get_by_role("heading", name="Rosa Lind")).to_be_visible()
    expect(page.get_by_text("Nothing written down yet.")).to_be_visible()
    assert violations(page) == []


def write_down(page: Page, past: str) -> None:
    """Say whom one met at the first date: somebody known, and somebody new."""
    page.goto(past)
    page.get_by_role("link", name="Write it down").click()
    line = page.get_by_label("Name, organisation after a comma").first
    line.focus()
    page.keyboard.type("Ada Neu, Nordlicht Verlag")
    page.get_by_label("A few words").first.fill("Paints foxes")
    page.keyboard.press("Enter")
    page.keyboard.type("Rosa Lind")
    expect(page.get_by_text("Already among your contacts:")).to_be_visible()
    page.get_by_label("Note").fill("A good evening")
    assert violations(page) == []
    page.locator("main").get_by_role("button", name="Save").click()
    expect(page.get_by_role("status")).to_contain_text("1 person is new among your contacts.")
    expect(page.get_by_role("region", name="Whom you met")).to_contain_text("Ada Neu")


def take_back(page: Page) -> None:
    """Undo all of it from the toast."""
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("status")).to_contain_text("All of it is taken back.")
    expect(page.get_by_role("link", name="Write it down")).to_be_visible()


def look_at_it_on_a_phone(page: Page, past: str) -> None:
    """See the pages fit a narrow phone, in German."""
    page.goto("/settings/")
    page.locator("main select[name=language]").select_option("de")
    page.locator("main form button.btn-primary").first.click()
    expect(page.locator("html")).to_have_attribute("lang", "de")
    page.set_viewport_size({"width": 320, "height": 700})
    for address in ("/networks/events/", past, f"{past}met/"):
        page.goto(address)
        assert overflow(page) == 0
        assert violations(page) == []
    expect(page.get_by_role("heading", level=1)).to_have_text("Wen habe ich getroffen?")


def met(database: Database) -> list[tuple[str, str]]:
    """Return kind and people of the moments that are linked to a date of a meeting."""
    return [
        (kind, people)
        for kind, people in database.ask(
            "SELECT m.kind, string_agg(c.name, ', ' ORDER BY c.name) FROM networks_networkmoment n "
            "JOIN contacts_moment m ON m.id = n.moment_id JOIN contacts_participation p ON p.moment_id = m.id "
            "JOIN contacts_contact c ON c.id = p.contact_id JOIN accounts_user u ON u.id = m.owner_id "
            "WHERE u.email = %s AND m.deleted_at IS NULL AND n.occurrence_id IS NOT NULL GROUP BY m.id, m.kind",
            [ADDRESS],
        )
    ]
