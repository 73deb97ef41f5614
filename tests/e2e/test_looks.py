"""Each page in each look: wide and narrow, light and dark, English and German; axe finds nothing, nothing overflows."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from netzwerk.local.stack import Stack
from tests.e2e.accessibility import overflow, violations
from tests.e2e.browser import LOOKS, Look
from tests.e2e.database import Database
from tests.e2e.pictures import keep, settle
from tests.e2e.places import VISITORS, places_of

pytestmark = pytest.mark.e2e

SMALLEST = 320


@pytest.fixture(scope="module")
def furnished(browser: Browser, stack: Stack) -> str:
    """The session cookie of somebody who looks around with sample data."""
    page = browser.new_page(base_url=stack.base_url, locale="de-DE", timezone_id="Europe/Berlin")
    page.goto("/")
    page.get_by_role("button", name="Mit Beispieldaten umsehen").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Jana")
    session = next(cookie["value"] for cookie in page.context.cookies() if cookie["name"] == "sessionid")
    page.close()
    return session


def look_at(page: Page, places: dict[str, str], look: Look) -> list[str]:
    """Open each page, keep a picture, and return what is wrong with it."""
    wrong = []
    for name, path in places.items():
        page.goto(path)
        settle(page)
        keep(page, f"{look}/{name}")
        wrong += [f"{name}: {sentence}" for sentence in violations(page)]
        if overflow(page):
            wrong.append(f"{name}: {overflow(page)} px wider than the window")
        if page.locator("h1").count() != 1:
            wrong.append(f"{name}: {page.locator('h1').count()} main headings")
        if page.locator("html").get_attribute("lang") != look.language:
            wrong.append(f"{name}: not in {look.language}")
    return wrong


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_pages_for_visitors(look: Look, browser: Browser, stack: Stack) -> None:
    context = browser.new_context(
        base_url=stack.base_url, locale=look.language, viewport={"width": look.width, "height": 900}
    )
    context.add_cookies([{"name": "theme", "value": look.theme, "url": stack.base_url}])

    assert look_at(context.new_page(), VISITORS, look) == []
    context.close()


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_pages_inside(look: Look, browser: Browser, stack: Stack, database: Database, furnished: str) -> None:
    user_id = database.count("SELECT id FROM accounts_user WHERE is_sample")
    database.ask("UPDATE accounts_user SET theme = %s, language = %s WHERE is_sample", [look.theme, look.language])
    context = browser.new_context(base_url=stack.base_url, viewport={"width": look.width, "height": 900})
    context.add_cookies([{"name": "sessionid", "value": furnished, "url": stack.base_url}])

    assert look_at(context.new_page(), places_of(database, user_id), look) == []
    context.close()


def test_nothing_overflows_the_smallest_phones(
    browser: Browser, stack: Stack, database: Database, furnished: str
) -> None:
    user_id = database.count("SELECT id FROM accounts_user WHERE is_sample")
    database.ask("UPDATE accounts_user SET language = 'de' WHERE is_sample")
    context = browser.new_context(base_url=stack.base_url, viewport={"width": SMALLEST, "height": 700})
    context.add_cookies([{"name": "sessionid", "value": furnished, "url": stack.base_url}])
    page = context.new_page()

    wide = {}
    for name, path in places_of(database, user_id).items():
        page.goto(path)
        if overflow(page):
            wide[name] = overflow(page)
    assert wide == {}
    context.close()
