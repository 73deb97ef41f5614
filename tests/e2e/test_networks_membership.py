"""On a phone, in German: what is agreed, the date to leave, the yearly question, leaving, and the way back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, Page, expect

from netzwerk.local.stack import Stack
from tests.e2e.accessibility import overflow, violations

pytestmark = pytest.mark.e2e

NETWORK = "Frauen im Buch"


@pytest.fixture
def phone(browser: Browser, stack: Stack) -> Iterator[Page]:
    """A phone in German with the sample data."""
    context = browser.new_context(
        base_url=stack.base_url,
        viewport={"width": 360, "height": 740},
        locale="de-DE",
        timezone_id="Europe/Berlin",
        has_touch=True,
        reduced_motion="reduce",
    )
    context.set_default_timeout(10_000)
    page = context.new_page()
    page.goto("/")
    page.get_by_role("button", name="Mit Beispieldaten umsehen").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Jana")
    yield page
    context.close()


def today() -> date:
    """The day where the phone is."""
    return datetime.now(ZoneInfo("Europe/Berlin")).date()


def look(page: Page, heading: str) -> None:
    """Wait for a page, which shows itself to everybody."""
    expect(page.get_by_role("heading", level=1)).to_have_text(heading)
    assert violations(page) == []
    assert overflow(page) == 0


def test_a_membership_is_agreed_upon_asked_about_left_and_taken_up_again(phone: Page) -> None:
    phone.goto("/networks/balance/")
    look(phone, "Balance der Netzwerke")
    phone.get_by_role("link", name=NETWORK, exact=True).first.click()
    expect(phone.get_by_role("heading", level=1)).to_have_text(NETWORK)
    home = phone.url

    agree_by_keyboard(phone, home)
    answer_the_yearly_question(phone, home)
    leave_and_come_back(phone, home)


def agree_by_keyboard(page: Page, home: str) -> None:
    """Say since when and how long a term is; the date follows while one types, and is on the page of the network."""
    page.goto(f"{home}membership/")
    look(page, "Ihre Mitgliedschaft")
    page.get_by_label("Mitglied seit").fill("14.5.2021")
    page.get_by_label("1 Jahr", exact=True).press("Space")
    page.get_by_label("1. Januar", exact=True).press("Space")
    page.get_by_label("Kündigungsfrist", exact=True).fill("3")
    page.get_by_label("Tage, Wochen oder Monate").select_option("months")
    day = today()
    year = day.year + (day > date(day.year, 9, 30))
    words = f"Nächster Austritt: bis 30. September {year} kündigen, dann endet sie am 31. Dezember {year}."
    expect(page.locator("#membership-when")).to_have_text(words)
    page.get_by_role("button", name="Speichern").press("Enter")
    expect(page).to_have_url(home)
    expect(page.get_by_role("status").filter(has_text=words)).to_be_visible()


def answer_the_yearly_question(page: Page, home: str) -> None:
    """Give more; what one gives becomes a promise."""
    page.goto(home)
    page.get_by_role("link", name="Was es gebracht hat").click()
    look(page, "Was es gebracht hat")
    page.get_by_role("row", name="Dort gegeben").get_by_role("link").first.click()
    look(page, "Dort gegeben")
    page.go_back()
    page.get_by_role("link", name="Bleiben, mehr geben oder austreten?").click()
    look(page, f"{NETWORK}: bleiben, mehr geben oder austreten?")
    page.get_by_role("radio", name="Mehr geben").check()
    page.get_by_role("button", name="Speichern").click()
    expect(page.get_by_text("Eine Idee genügt")).to_be_visible()
    assert violations(page) == []
    page.get_by_label("Was könnten Sie dort geben?").fill("Ein Abend über Satz")
    page.get_by_role("button", name="Speichern").click()
    expect(page).to_have_url(home)
    expect(page.get_by_text("Ein Abend über Satz").first).to_be_visible()


def leave_and_come_back(page: Page, home: str) -> None:
    """Leave at once, keep in touch with somebody, and take it back."""
    page.get_by_role("link", name="Austreten").click()
    look(page, f"{NETWORK} verlassen")
    page.get_by_label("Letzter Tag der Mitgliedschaft").fill(today().isoformat())
    letter = page.get_by_role("textbox", name="Eine Kündigung zum Kopieren")
    expect(letter).to_have_value(re.compile(rf"zum {today().day}\. \w+ {today().year}\."))
    tick = page.get_by_role("checkbox").first
    tick.check()
    page.locator(".keep-rows").get_by_role("combobox").first.select_option("close")
    page.get_by_role("button", name="Austritt notieren").click()
    expect(page).to_have_url(home)
    toast = page.get_by_role("status").filter(has_text="Austritt am")
    expect(toast).to_contain_text("in Kontakt")
    expect(page.get_by_text("Sie endete am").or_(page.get_by_text("Gekündigt: Sie endet am")).first).to_be_visible()
    toast.get_by_role("button", name="Rückgängig").click()
    expect(page.get_by_text("Nächster Austritt: bis 30. September").first).to_be_visible()
