"""The quarter is looked back at by the keyboard, gone on with on a phone in German, and planned from there."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.e2e.accessibility import overflow, violations
from tests.e2e.mails import Mails
from tests.e2e.visitors import PASSWORD, sign_up

pytestmark = pytest.mark.e2e

ADDRESS = "reviewing@example.org"
GOAL = "Five publishing clients by June"


def at(page: Page, heading: str) -> None:
    """Wait for a page, which shows itself to everybody."""
    expect(page.get_by_role("heading", level=1)).to_have_text(heading)
    assert violations(page) == []
    assert overflow(page) == 0


def press(button: Locator) -> None:
    """Press a button by the keyboard."""
    button.focus()
    button.press("Enter")


def go_on(page: Page) -> None:
    """Press *Next*, the one that is seen."""
    press(page.locator(".wizard-foot .btn-primary"))


def begin(page: Page) -> None:
    """Make a goal, and somebody who has a role for it."""
    page.get_by_label("Your first name").fill("Jana")
    page.get_by_text("Commissions", exact=True).click()
    page.get_by_label("Your goal in one sentence").fill(GOAL)
    page.locator("main form button.btn-primary").click()
    page.wait_for_url(lambda url: "/start/" not in url or "people" in url)
    page.get_by_label(re.compile("^Name, organisation")).first.fill("Miriam Kessler")
    page.locator("main form button.btn-primary").click()
    page.wait_for_url(lambda url: "people" not in url)
    page.goto("/contacts/")
    page.get_by_role("link", name=re.compile("Miriam Kessler")).first.click()
    contact = page.url.rstrip("/").rsplit("/", 1)[-1]
    page.goto(f"/goals/contacts/{contact}/")
    page.locator("select[name=kind]").first.select_option("expert")
    page.locator("form", has=page.locator("select[name=kind]")).first.locator("button").first.click()
    page.wait_for_load_state()


def log_in(page: Page) -> None:
    """Log in in another browser, in whatever language."""
    page.goto("/accounts/login/")
    page.locator("#id_login").fill(ADDRESS)
    page.locator("#id_password").fill(PASSWORD)
    page.locator("#id_password").press("Enter")
    page.wait_for_url(lambda url: "login" not in url)


def phone_of(browser: Browser, context: BrowserContext, base_url: str) -> Page:
    """Return a page in a browser that knows nothing of the first: a phone, in German."""
    elsewhere = browser.new_context(
        base_url=base_url, viewport={"width": 360, "height": 740}, locale="de-DE", reduced_motion="reduce"
    )
    elsewhere.set_default_timeout(10_000)
    context.on("close", lambda _context: elsewhere.close())
    return elsewhere.new_page()


def goals_and_what_moved(page: Page) -> None:
    """Answer the first two steps, and stop in the middle of a sentence."""
    at(page, "Is each goal still right?")
    expect(page.get_by_role("radio", name=re.compile("Still right"))).to_be_checked()
    page.get_by_role("radio", name=re.compile("Right, in other words")).press("Space")
    go_on(page)
    at(page, "What moved since then?")
    page.get_by_label("What moved, in a few words").fill("Half a thou")
    with page.expect_response(lambda answer: answer.status == 204):
        page.get_by_label("What moved, in a few words").press_sequentially("ght")


def on_the_phone(phone: Page) -> None:
    """Go on where the other browser stopped, as far as the plan, in German."""
    log_in(phone)
    phone.goto("/matching/review/")
    at(phone, "Look back, and plan the next quarter")
    press(phone.get_by_role("button", name="Go on with the review"))
    at(phone, "What moved since then?")
    press(phone.get_by_role("button", name="Deutsch"))
    at(phone, "Was hat sich seither bewegt?")
    expect(phone.locator("input[value='Half a thought']")).to_be_visible()
    go_on(phone)
    at(phone, "Wem möchten Sie danken?")
    go_on(phone)
    at(phone, "Welche Beziehungen dürfen ruhen?")
    go_on(phone)
    at(phone, "Welche Lücke möchten Sie als Nächstes füllen?")
    phone.get_by_role("radio", name=re.compile("Türöffner")).press("Space")
    go_on(phone)
    at(phone, "Was möchten Sie in den nächsten 90 Tagen tun?")
    press(phone.get_by_role("button", name="English"))
    at(phone, "What do you want to do in the next 90 days?")
    press(phone.locator(".aside-link"))
    at(phone, "Look back, and plan the next quarter")


def plan_and_finish(page: Page) -> None:
    """Plan for the gap and something new, refused once, and finish."""
    page.goto("/matching/review/")
    press(page.get_by_role("button", name="Go on with the review"))
    at(page, "What do you want to do in the next 90 days?")
    gap = page.get_by_role("group", name=re.compile("To fill the gap"))
    gap.get_by_label("Who").select_option(label="Miriam Kessler")
    new = page.get_by_role("group", name=re.compile("Something new 1"))
    new.get_by_label("Next step").fill("Send the article")
    go_on(page)
    expect(page.get_by_text("With whom?")).to_be_visible()
    assert violations(page) == []
    page.get_by_role("group", name=re.compile("Something new 1")).get_by_label("Who").select_option("Miriam Kessler")
    page.get_by_label("The next 90 days in a few words").fill("One call a week")
    go_on(page)
    at(page, "Does it look right?")
    for text in ("Right, in other words", "Half a thought", "Door opener", "Send the article", "One call a week"):
        expect(page.locator("main, form").first).to_contain_text(text)
    press(page.get_by_role("button", name="Finish the review"))


def test_a_quarter_is_looked_back_at_on_two_devices(
    page: Page, browser: Browser, context: BrowserContext, mails: Mails
) -> None:
    sign_up(page, mails, ADDRESS)
    begin(page)
    page.goto("/matching/reviews/")
    at(page, "Reviews")
    press(page.get_by_role("link", name="To the first review"))
    at(page, "Look back, and plan the next quarter")
    press(page.get_by_role("button", name="Begin the review"))
    goals_and_what_moved(page)
    base = page.url.split("/matching/")[0]
    phone = phone_of(browser, context, base)
    on_the_phone(phone)
    phone.context.close()
    plan_and_finish(page)

    expect(page.locator(".toast", has_text="The review is saved.")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Review of")
    expect(page.locator("main")).to_contain_text("Send the article")
    assert violations(page) == []
    press(page.get_by_role("button", name=re.compile("Done.*Send the article")))
    expect(page.locator("main")).to_contain_text("Done on")
    page.set_viewport_size({"width": 360, "height": 740})
    assert overflow(page) == 0
    press(page.get_by_role("link", name=re.compile("Say it in other words")))
    expect(page.get_by_role("heading", level=1)).to_have_text("What do you want to reach?")
