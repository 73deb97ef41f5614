"""A person changed where they stand: by the keyboard, in two tabs at once, and without JavaScript; nothing is lost."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from netzwerk.local.stack import Stack
from tests.e2e.mails import Mails
from tests.e2e.visitors import sign_up

pytestmark = pytest.mark.e2e

ADDRESS = "inplace@example.org"
# With the star of a field that is needed.
NAME = re.compile(r"^Name")


@pytest.fixture
def person(page: Page, mails: Mails) -> str:
    """The address of a person's page, seen by the user who entered them."""
    sign_up(page, mails, ADDRESS)
    page.goto("/contacts/new/")
    page.get_by_role("textbox", name=NAME).fill("Miriam Kessler")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Miriam Kessler")
    return page.url


def test_a_person_is_changed_in_place(page: Page, person: str, browser: Browser, stack: Stack) -> None:
    rename_by_keyboard(page)
    add_numbers_by_keyboard(page)
    escape_keeps_what_was_typed(page)
    mark_and_take_back(page)
    page.goto(person)
    for text in ("Miriam Meier", "formerly Miriam Kessler", "+49 40 5550 142", "(0170) 1234567"):
        expect(page.get_by_text(text).first).to_be_visible()
    meet_in_two_tabs(page, person)
    edit_without_javascript(page, person, browser, stack)


def rename_by_keyboard(page: Page) -> None:
    """Open the name with Enter, type, save with Enter; title and heading follow, the focus stays there."""
    page.get_by_role("link", name="Edit: Name").focus()
    page.keyboard.press("Enter")
    field = page.get_by_role("textbox", name=NAME)
    expect(field).to_be_focused()
    field.fill("Miriam Meier")
    page.get_by_label("Former name").fill("Miriam Kessler")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Miriam Meier")
    expect(page).to_have_title(re.compile("Miriam Meier"))
    expect(page.get_by_role("link", name="Edit: Name")).to_be_focused()


def add_numbers_by_keyboard(page: Page) -> None:
    """Take the offer of a phone number, add two, prefer the second, and see them with links to dial."""
    page.get_by_role("link", name="Add: Phone number").focus()
    page.keyboard.press("Enter")
    numbers = page.get_by_label("Phone number", exact=True)
    expect(numbers).to_have_count(2)  # the second is there for those without JavaScript
    expect(numbers.first).to_be_focused()
    page.keyboard.type("+49 40 5550 142")
    page.get_by_role("button", name="One more").press("Enter")
    expect(numbers.last).to_be_focused()
    page.keyboard.type("(0170) 1234567")
    page.get_by_label("Preferred").last.press("Space")
    page.keyboard.press("Enter")
    expect(page.locator("#detail-phones .ways li").first).to_contain_text("(0170) 1234567")
    expect(page.get_by_role("link", name="(0170) 1234567")).to_have_attribute("href", "tel:+491701234567")
    expect(page.get_by_role("link", name="Edit: Phone numbers")).to_be_focused()


def escape_keeps_what_was_typed(page: Page) -> None:
    """Escape closes an untouched form, and leaves one in which something was typed; a wrong value keeps the rest."""
    page.get_by_role("link", name="Add: Mail address").press("Enter")
    field = page.get_by_label("Mail address", exact=True).first
    expect(field).to_be_focused()
    # Until htmx has settled, cancelling is a link like any other, and leads to the whole page.
    expect(page.locator(".htmx-settling, .htmx-added")).to_have_count(0)
    field.press("Escape")
    expect(page.get_by_role("link", name="Add: Mail address")).to_be_focused()
    page.keyboard.press("Enter")
    field.fill("miriam")
    field.press("Escape")
    expect(field).to_have_value("miriam")
    field.press("Enter")
    expect(page.locator("#detail-emails .form-error")).to_contain_text("is not a mail address")
    expect(field).to_be_focused()
    field.fill("miriam@example.org")
    field.press("Enter")
    expect(page.get_by_role("link", name="miriam@example.org")).to_be_visible()


def mark_and_take_back(page: Page) -> None:
    """One click marks, the chip at the top follows, the toast takes it back."""
    page.get_by_role("button", name="Close to the heart").click()
    expect(page.get_by_role("button", name="Close to the heart")).to_have_attribute("aria-pressed", "true")
    expect(page.locator("#person-summary")).to_contain_text("Close to the heart")
    page.get_by_role("button", name="Undo").last.click()
    expect(page.locator("#person-summary")).not_to_contain_text("Close to the heart")


def meet_in_two_tabs(page: Page, person: str) -> None:
    """The second tab sees both values and overwrites only when it saves again."""
    other = page.context.new_page()
    for tab, place in ((page, "Hamburg"), (other, "Kiel")):
        tab.goto(person)
        tab.get_by_role("link", name="Add: Place").click()
        tab.get_by_role("textbox", name="Place").fill(place)
    page.get_by_role("textbox", name="Place").press("Enter")
    expect(page.locator("#detail-place")).to_contain_text("Hamburg")
    expect(page.locator("#person-summary")).to_contain_text("Hamburg")
    other.get_by_role("textbox", name="Place").press("Enter")
    form = other.locator("#detail-place")
    expect(form).to_contain_text("changed in another tab")
    expect(form).to_contain_text("Hamburg")
    expect(form.get_by_role("textbox", name="Place")).to_have_value("Kiel")
    form.get_by_role("button", name="Save").click()
    expect(other.locator("#detail-place .fact")).to_contain_text("Kiel")
    other.close()


def edit_without_javascript(page: Page, person: str, browser: Browser, stack: Stack) -> None:
    """Each detail has a page of its own, with two empty rows."""
    session = next(cookie for cookie in page.context.cookies() if cookie["name"] == "sessionid")
    plain = browser.new_context(base_url=stack.base_url, locale="en-GB", java_script_enabled=False)
    plain.add_cookies([{"name": "sessionid", "value": session["value"], "url": stack.base_url}])
    tab = plain.new_page()
    tab.goto(person)
    tab.get_by_role("link", name="Edit: Mail addresses").click()
    fields = tab.get_by_label("Mail address", exact=True)
    expect(fields).to_have_count(3)
    fields.nth(0).fill("")
    fields.nth(1).fill("one@example.org")
    fields.nth(2).fill("two@example.org")
    tab.get_by_label("Preferred").nth(2).check()
    tab.get_by_role("button", name="Save", exact=True).click()
    expect(tab).to_have_url(person)
    expect(tab.locator("#detail-emails .ways li")).to_contain_text(["two@example.org", "one@example.org"])
    expect(tab.get_by_text("miriam@example.org")).to_have_count(0)
    plain.close()
