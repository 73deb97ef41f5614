"""Who could help with a goal: asked by the keyboard, left and gone on with elsewhere, and on a phone in German."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.e2e.accessibility import overflow, violations
from tests.e2e.mails import Mails
from tests.e2e.visitors import PASSWORD, sign_up

pytestmark = pytest.mark.e2e

NEXT = ".wizard-foot .btn-primary"


def begin(page: Page) -> str:
    """Make a goal, and people for it; return the address of its page."""
    page.get_by_label("Your first name").fill("Jana")
    page.get_by_text("Commissions", exact=True).click()
    page.get_by_label("Your goal in one sentence").fill("Five publishing clients by June")
    page.locator("main form button.btn-primary").click()
    page.wait_for_url(lambda url: "/start/" not in url or "people" in url)
    page.goto("/goals/inventory/former_job/")
    for place, line in enumerate(("Miriam Kessler, Nordlicht Publishing", "Henrik Maas, Seitenwind Publishing")):
        page.locator(f"#id_people-{place}-line").fill(line)
    page.get_by_role("button", name="Save, stay here").click()
    expect(page.locator(".toast", has_text="2 people added.")).to_be_visible()
    page.goto("/goals/")
    page.get_by_role("link", name="Five publishing clients by June").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Five publishing clients by June")
    return page.url


def at(page: Page, heading: str) -> None:
    """Wait for a step, which shows itself to everybody."""
    expect(page.get_by_role("heading", level=1)).to_have_text(heading)
    assert violations(page) == []
    assert overflow(page) == 0


def press(button: Locator) -> None:
    """Press a button or follow a link by the keyboard."""
    button.focus()
    button.press("Enter")


def proposed(page: Page, name: str) -> Locator:
    """Return the box of somebody who is proposed."""
    return page.locator(".proposal", has_text=name).get_by_role("checkbox")


def log_in(page: Page, address: str) -> None:
    """Log in in another browser, in whatever language."""
    page.goto("/accounts/login/")
    page.locator("#id_login").fill(address)
    page.locator("#id_password").fill(PASSWORD)
    page.locator("#id_password").press("Enter")
    page.wait_for_url(lambda url: "login" not in url)


def phone_of(browser: Browser, context: BrowserContext, goal: str) -> Page:
    """Return a page in a browser that knows nothing of the first: a phone, in German."""
    elsewhere = browser.new_context(
        base_url=goal.split("/goals/", maxsplit=1)[0],
        viewport={"width": 360, "height": 740},
        locale="de-DE",
        reduced_motion="reduce",
    )
    elsewhere.set_default_timeout(10_000)
    context.on("close", lambda _context: elsewhere.close())
    return elsewhere.new_page()


def door_openers(page: Page) -> None:
    """Take one who is proposed, turn one down and take that back, and note a new name; all by keys."""
    at(page, "Who opens a door for you, now or later?")
    press(page.get_by_role("button", name=re.compile("Not for this.*Henrik Maas")))
    expect(page.locator(".toast", has_text="Henrik Maas is not proposed for this again.")).to_be_visible()
    expect(proposed(page, "Henrik Maas")).to_have_count(0)
    press(page.locator(".toast").get_by_role("button", name="Undo"))
    expect(proposed(page, "Henrik Maas")).to_have_count(1)
    expect(page.locator(".proposal", has_text="Miriam Kessler").locator(".why")).to_contain_text("Nordlicht")
    with page.expect_response(lambda answer: answer.status == 204):
        proposed(page, "Miriam Kessler").press("Space")
    who = page.get_by_role("searchbox", name="Somebody else")
    who.fill("Ruth Neu")
    newcomer = page.get_by_role("checkbox", name=re.compile("Ruth Neu"))
    expect(newcomer).to_be_visible()
    newcomer.press("Enter")
    press(page.locator(NEXT))


def known_by_name(page: Page) -> None:
    """Enter lines of names: one is known, and said to be."""
    at(page, "Who has the answers that you need?")
    press(page.locator("summary", has_text="Several new names"))
    page.locator("#id_people-0-line").fill("Henrik Maas")
    expect(page.get_by_text("Already among your contacts:")).to_be_visible()
    page.locator("#id_people-0-line").press("Enter")
    expect(page.locator("#id_people-1-line")).to_be_focused()
    page.locator("#id_people-1-line").press_sequentially("Tom Alt, Alte Druckerei")
    page.locator("#id_people-1-line").press("Control+Enter")
    at(page, "Who is in the industry itself?")


def test_who_could_help_is_asked_by_keys_left_and_gone_on_with_elsewhere(
    page: Page, browser: Browser, context: BrowserContext, mails: Mails
) -> None:
    address = "complementing@example.org"
    sign_up(page, mails, address)
    goal = begin(page)
    press(page.get_by_role("link", name="Who could help? Five questions"))
    door_openers(page)
    known_by_name(page)
    for heading in ("Who knows many people in different circles?", "Which old tie would be interesting again?"):
        press(page.locator(NEXT))
        at(page, heading)
    press(page.locator(NEXT))
    at(page, "What can you give Miriam Kessler?")
    gives = page.get_by_label("What you give, in your own words")
    expect(gives).to_be_focused()
    with page.expect_response(lambda answer: answer.status == 204):
        gives.press_sequentially("A look at the autumn list")
    press(page.get_by_role("button", name="Save and finish later"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Five publishing clients by June")

    phone = phone_of(browser, context, goal)
    log_in(phone, address)
    phone.goto(goal)
    phone.locator("section.approaches .actions a").click()
    expect(phone.locator("input[value='A look at the autumn list']")).to_be_visible()
    assert overflow(phone) == 0
    assert violations(phone) == []
    phone.context.close()

    press(page.get_by_role("link", name="Go on with the five questions"))
    at(page, "What can you give Miriam Kessler?")
    # What was suggested is fine, so one key goes on.
    page.get_by_label("What you give, in your own words").press("Enter")
    at(page, "What can you give Ruth Neu?")
    press(page.get_by_role("button", name="Leave it open"))
    at(page, "What can you give Henrik Maas?")
    press(page.get_by_role("button", name="The last one later"))
    at(page, "Does it look right?")
    for text in ("Miriam Kessler", "Ruth Neu (new)", "Tom Alt (new)", "A look at the autumn list", "Get in touch"):
        expect(page.locator("main")).to_contain_text(text)
    press(page.locator(NEXT))
    expect(page.locator(".toast", has_text="Saved: 4 roles, 2 new contacts")).to_be_visible()
    expect(page.locator("section.approaches")).to_contain_text("A look at the autumn list")
    expect(page.locator("main")).to_contain_text("Get in touch")


def test_on_a_phone_in_german_one_is_chosen_and_approached_in_the_sheet(
    page: Page, browser: Browser, context: BrowserContext, mails: Mails
) -> None:
    address = "ergaenzen@example.org"
    sign_up(page, mails, address)
    goal = begin(page)
    phone = phone_of(browser, context, goal)
    log_in(phone, address)
    # The language was chosen by the first browser; this one asks for German.
    phone.goto(f"{goal}")
    phone.locator("section.approaches .actions a").click()
    phone.locator("form[action*='language'] button", has_text="Deutsch").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Wer öffnet Ihnen eine Tür, jetzt oder später?")
    with phone.expect_response(lambda answer: answer.status == 204):
        phone.locator(".proposal", has_text="Miriam Kessler").locator("label").click()
    for _question in range(5):
        before = phone.url
        assert violations(phone) == []
        assert overflow(phone) == 0
        phone.locator(NEXT).click()
        phone.wait_for_url(re.compile(f"^(?!{re.escape(before)}$)"))
    expect(phone.get_by_role("heading", level=1)).to_have_text("Was können Sie Miriam Kessler geben?")
    assert violations(phone) == []
    phone.get_by_role("button", name="Offen lassen").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Passt das so?")
    phone.locator(NEXT).click()
    expect(phone.locator(".toast", has_text="Gespeichert: 1 Rolle.")).to_be_visible()
    approaches = phone.locator("section.approaches")
    approaches.get_by_role("link", name="Miriam Kessler").click()
    expect(phone.locator("#sheet-body h2").first).to_have_text("Vorgehen bei Miriam Kessler")
    phone.locator("#sheet-body").get_by_label("Was Sie geben, in eigenen Worten").fill("Ein Blick aufs Layout")
    phone.locator("#sheet-body").get_by_label("Was haben Sie vor?").fill("")
    assert violations(phone) == []
    phone.locator("#sheet-body").get_by_role("button", name="Speichern").click()
    expect(phone.locator("section.approaches")).to_contain_text("Ein Blick aufs Layout")
    assert overflow(phone) == 0
