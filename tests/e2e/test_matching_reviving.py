"""An old tie is taken up again by the keyboard: warm up, first words, what came of it; then in German on a phone."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from netzwerk.local.stack import Stack
from tests.e2e.accessibility import overflow, violations
from tests.e2e.database import Database
from tests.e2e.mails import Mails
from tests.e2e.visitors import PASSWORD, sign_up

pytestmark = pytest.mark.e2e

ADDRESS = "reviving@example.org"
CIRCLE, LIST = "/goals/inventory/former_job/", "/matching/reviving/"


def press(button: Locator) -> None:
    """Press a button or a link by the keyboard."""
    button.focus()
    button.press("Enter")


def named(words: str, name: str) -> re.Pattern[str]:
    """Return what a link is called that says about whom it is."""
    return re.compile(f"^{words}.*{name}$")


def sound(page: Page) -> None:
    """Show that everybody can use the page."""
    assert violations(page) == []
    assert overflow(page) == 0


def write_people_down(page: Page, database: Database) -> None:
    """Write two people down of whom one has not heard for long, and two who are near."""
    page.goto(CIRCLE)
    page.get_by_label("Name, organisation after a comma").first.focus()
    for name, touch in (("Jonas Weber", 4), ("Ruth Neu", 4), ("Aylin Demir", 1), ("Miriam Kessler", 1)):
        page.keyboard.type(name)
        page.keyboard.press(f"Alt+{touch}")
        page.keyboard.press("Enter")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("status")).to_contain_text("4")
    database.ask("UPDATE contacts_contact SET closeness = 'close' WHERE name IN ('Aylin Demir', 'Miriam Kessler')")


def warm_up(page: Page) -> None:
    """Write to two people first, by the keyboard; one of them is taken back and written to after all."""
    page.goto(LIST)
    expect(page.get_by_role("heading", name="Warm up first")).to_be_visible()
    sound(page)
    for written in (1, 2):
        press(page.get_by_role("button", name=re.compile("^I wrote")).first)
        expect(page.locator(".warm-written")).to_have_count(written)
    expect(page.get_by_role("heading", name="You are warm")).to_be_visible()
    press(page.locator(".toast").last.get_by_role("button", name="Undo"))
    expect(page.locator(".warm-written")).to_have_count(1)
    press(page.get_by_role("button", name=re.compile("^I wrote")).first)
    expect(page.get_by_role("heading", name="You are warm")).to_be_visible()


def get_in_touch(page: Page) -> None:
    """Choose other first words, note that it is done, take it back, and note it again."""
    press(page.get_by_role("link", name=named("Get in touch", "Jonas Weber")))
    words = page.locator("#id_opener")
    expect(words).to_have_value(re.compile("our work together"))
    sound(page)
    with page.expect_response(re.compile("about=time")):
        page.get_by_role("radio", name="A long time").press("Space")
    expect(words).to_have_value(re.compile("(long time|for long)"))
    with page.expect_response(re.compile("as=du")):
        page.get_by_role("radio", name="Deutsch, du").press("Space")
    expect(words).to_have_value(re.compile("^Hallo Jonas"))
    words.fill("Hallo Jonas, lange her.")
    press(page.get_by_role("button", name="I did it"))
    expect(page.locator(".toast", has_text="you got in touch again with Jonas Weber")).to_be_visible()
    expect(page.get_by_role("link", name=named("Get in touch", "Jonas Weber"))).to_have_count(0)
    press(page.locator(".toast").last.get_by_role("button", name="Undo"))
    press(page.get_by_role("link", name=named("Get in touch", "Jonas Weber")))
    press(page.get_by_role("button", name="I did it"))
    expect(page.get_by_role("heading", name="Waiting for a word")).to_be_visible()


def say_what_came_of_it(page: Page) -> None:
    """Say that it helped, note what was given, and see it among the sums."""
    press(page.get_by_role("link", name=named("What came of it", "Jonas Weber")))
    page.get_by_role("radio", name="Helped").press("Space")
    page.get_by_label("Note", exact=True).fill("A name at the press")
    press(page.get_by_role("button", name="Save"))
    expect(page.get_by_text("Good to hear.")).to_be_visible()
    sound(page)
    press(page.get_by_role("link", name="Note what they gave"))
    page.get_by_label("What it is about").fill("A name")
    press(page.locator("#sheet-body").get_by_role("button", name="Save"))
    expect(page.locator(".timeline", has_text="Received: A name")).to_be_visible()
    page.goto("/matching/revivals/")
    press(page.get_by_role("link", name=re.compile("^1 helped")).first)
    expect(page.get_by_role("link", name="Jonas Weber")).to_be_visible()
    sound(page)


def on_a_phone(browser: Browser, base_url: str, database: Database) -> None:
    """Go on at another device, in German: turn somebody down, take it back, write to them."""
    database.ask("UPDATE accounts_user SET language = 'de' WHERE email = %s", [ADDRESS])
    phone = browser.new_page(
        base_url=base_url, locale="de-DE", viewport={"width": 360, "height": 740}, reduced_motion="reduce"
    )
    phone.goto("/accounts/login/")
    phone.locator("#id_login").fill(ADDRESS)
    phone.locator("#id_password").fill(PASSWORD)
    phone.locator("#id_password").press("Enter")
    phone.wait_for_url(lambda url: "login" not in url)
    phone.goto(LIST)
    expect(phone.get_by_role("heading", level=1)).to_have_text("Alte Kontakte zum Auffrischen")
    sound(phone)
    phone.locator(".person-row .menu > summary").last.click()
    phone.get_by_role("button", name="Nicht wieder vorschlagen").last.click()
    expect(phone.get_by_text("Gerade kein alter Kontakt")).to_be_visible()
    phone.locator(".toast").last.get_by_role("button").first.click()
    phone.get_by_role("link", name=named("Sich melden", "Ruth Neu")).click()
    expect(phone.locator("#id_opener")).to_have_value(re.compile("^Guten Tag Ruth Neu"))
    sound(phone)
    phone.get_by_role("button", name="Ich habe mich gemeldet").click()
    expect(phone.get_by_role("heading", name="Noch keine Antwort")).to_be_visible()
    sound(phone)
    phone.context.close()


def test_old_ties_are_taken_up_again(
    page: Page, mails: Mails, database: Database, browser: Browser, stack: Stack
) -> None:
    sign_up(page, mails, ADDRESS)
    write_people_down(page, database)
    warm_up(page)
    get_in_touch(page)
    say_what_came_of_it(page)
    on_a_phone(browser, stack.base_url, database)
