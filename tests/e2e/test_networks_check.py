"""A network is checked by the keyboard, gone on with in another browser, finished, and checked again later."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.e2e.accessibility import overflow, violations
from tests.e2e.mails import Mails
from tests.e2e.visitors import PASSWORD, sign_up

pytestmark = pytest.mark.e2e

ADDRESS = "checking@example.org"


def begin(page: Page) -> str:
    """Make a goal and a network; return the address of its page."""
    page.get_by_label("Your first name").fill("Jana")
    page.get_by_text("Commissions", exact=True).click()
    page.get_by_label("Your goal in one sentence").fill("Five publishing clients by June")
    page.locator("main form button.btn-primary").click()
    page.wait_for_url(lambda url: "/start/" not in url or "people" in url)
    page.goto("/networks/new/")
    page.get_by_label("Name", exact=True).fill("Women in Publishing")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Women in Publishing")
    return page.url


def at(page: Page, heading: str) -> None:
    """Wait for a step, which shows itself to everybody."""
    expect(page.get_by_role("heading", level=1)).to_have_text(heading)
    assert violations(page) == []
    assert overflow(page) == 0


def press(button: Locator) -> None:
    """Press a button by the keyboard."""
    button.focus()
    button.press("Enter")


def choose(page: Page, label: str) -> None:
    """Take an answer by the keyboard."""
    page.get_by_role("radio", name=label, exact=True).press("Space")


def go_on(page: Page) -> None:
    """Press *Next*, the one that is seen."""
    press(page.locator(".wizard-foot .btn-primary"))


def log_in(page: Page) -> None:
    """Log in in another browser, in whatever language."""
    page.goto("/accounts/login/")
    page.locator("#id_login").fill(ADDRESS)
    page.locator("#id_password").fill(PASSWORD)
    page.locator("#id_password").press("Enter")
    page.wait_for_url(lambda url: "login" not in url)


def members_and_tone(page: Page) -> None:
    """Answer the first two steps: somebody new is noted, and evidence is asked for."""
    at(page, "Whom there would you like to know better?")
    who = page.get_by_role("searchbox", name=re.compile("Who is it"))
    who.fill("Ruth Neu")
    expect(page.get_by_role("checkbox", name=re.compile("Ruth Neu"))).to_be_visible()
    page.get_by_role("checkbox", name=re.compile("Ruth Neu")).press("Enter")
    choose(page, "A few")
    go_on(page)
    at(page, "How are newcomers treated?")
    expect(page.get_by_label("How can you tell?")).to_be_hidden()
    choose(page, "Warm")
    expect(page.get_by_label("How can you tell?")).to_be_visible()
    go_on(page)
    expect(page.get_by_text("An answer as good as this wants its evidence.")).to_be_visible()
    assert violations(page) == []
    page.get_by_label("How can you tell?").fill("Three people introduced themselves")
    page.get_by_label("Date of your visit").fill("2026-03-02")
    go_on(page)
    at(page, "What would it really bring you?")


def the_rest(page: Page) -> None:
    """Answer the other steps, and save."""
    choose(page, "Some")
    go_on(page)
    at(page, "What could you give there?")
    page.get_by_label("New ideas for this network").fill("A talk about contracts")
    go_on(page)
    at(page, "What follows from it?")
    choose(page, "Try it out")
    page.get_by_label(re.compile("Why. The reason")).fill("Two evenings first")
    go_on(page)
    at(page, "Does it look right?")
    for text in ("Ruth Neu", "Three people introduced themselves", "A talk about contracts", "I do not know yet"):
        expect(page.locator("main")).to_contain_text(text)
    press(page.get_by_role("button", name="Save the check"))


def other_browser(browser: Browser, context: BrowserContext, base_url: str) -> Page:
    """Return a page in a browser that knows nothing of the first: a phone, in German."""
    elsewhere = browser.new_context(
        base_url=base_url, viewport={"width": 360, "height": 740}, locale="de-DE", reduced_motion="reduce"
    )
    elsewhere.set_default_timeout(10_000)
    context.on("close", lambda _context: elsewhere.close())
    return elsewhere.new_page()


def test_a_network_is_checked_and_checked_again(
    page: Page, browser: Browser, context: BrowserContext, mails: Mails
) -> None:
    sign_up(page, mails, ADDRESS)
    network = begin(page)
    press(page.get_by_role("button", name=re.compile("^Check this network")))
    members_and_tone(page)
    page.get_by_label(re.compile("What exactly")).fill("Half a thou")
    with page.expect_response(lambda answer: answer.status == 204):
        page.get_by_label(re.compile("What exactly")).press_sequentially("ght")

    base = network.split("/networks/")[0]
    phone = other_browser(browser, context, base)
    log_in(phone)
    phone.goto(network)
    phone.get_by_role("link", name=re.compile("Go on with the check|Check fortsetzen")).press("Enter")
    expect(phone.locator("input[value='Half a thought']")).to_be_visible()
    assert overflow(phone) == 0
    assert violations(phone) == []
    phone.context.close()

    the_rest(page)
    expect(page.locator(".toast", has_text="The check is saved.")).to_be_visible()
    expect(page.locator("#h-fit")).to_be_visible()
    expect(page.get_by_text("3 of 8 answered")).to_be_visible()
    expect(page.locator("#ideas")).to_contain_text("A talk about contracts")
    assert violations(page) == []
    again(page)


def again(page: Page) -> None:
    """Check the same network once more; what changed is told."""
    press(page.get_by_role("button", name=re.compile("^Check again")))
    at(page, "Whom there would you like to know better?")
    go_on(page)
    at(page, "How are newcomers treated?")
    choose(page, "Stiff")
    for _step in range(4):
        before = page.url
        go_on(page)
        page.wait_for_url(re.compile(f"^(?!{re.escape(before)}$)"))
    press(page.get_by_role("button", name="Save the check"))
    changed = page.locator("section", has=page.get_by_role("heading", name="What changed"))
    expect(changed).to_contain_text("lower")
    expect(changed).to_contain_text("Warm")
    expect(changed).to_contain_text("Stiff")
    assert violations(page) == []
    page.set_viewport_size({"width": 360, "height": 740})
    assert overflow(page) == 0


def test_an_idea_is_noted_taken_away_and_brought_back(page: Page, mails: Mails) -> None:
    sign_up(page, mails, "ideas@example.org")
    begin(page)
    ideas = page.locator("#ideas")
    ideas.get_by_label("What could you give there?").fill("A talk")
    ideas.get_by_label("What could you give there?").press("Enter")
    expect(ideas.get_by_role("listitem")).to_contain_text("A talk")
    expect(ideas.get_by_label("What could you give there?")).to_be_focused()
    press(ideas.get_by_role("button", name="Take away: A talk"))
    expect(page.locator(".toast", has_text="The idea is gone.")).to_be_visible()
    expect(ideas.get_by_role("listitem")).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("#ideas").get_by_role("listitem")).to_contain_text("A talk")
    assert violations(page) == []
