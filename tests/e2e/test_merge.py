"""Somebody is here twice: the pair is found, looked at, merged with the keyboard, and taken apart again."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.accessibility import violations
from tests.e2e.mails import Mails
from tests.e2e.visitors import sign_up

pytestmark = pytest.mark.e2e


def add(page: Page, name: str, mail: str, place: str, *, is_asked: bool = False) -> None:
    """Enter a person by the form; say that it is somebody else when the form asks."""
    page.goto("/contacts/new/")
    page.locator("#id_name").fill(name)
    page.get_by_text("More about them", exact=True).click()
    page.locator("#id_place").fill(place)
    page.locator("#id_emails").fill(mail)
    page.get_by_role("button", name="Save", exact=True).click()
    if is_asked:
        expect(page.get_by_role("alert")).to_contain_text("Perhaps this person is among your contacts already.")
        page.get_by_role("button", name="It is somebody else, save").click()
    expect(page.locator(".toast", has_text="is among your contacts")).to_be_visible()


def test_a_pair_is_found_merged_and_taken_apart(page: Page, mails: Mails) -> None:
    sign_up(page, mails, "merging@example.org")
    add(page, "Ruth Sommer", "ruth@example.org", "Bremen")
    add(page, "Ines Kessler", "ines@example.org", "Kiel")
    add(page, "Ines Kesler", "kesler@example.org", "Kiel", is_asked=True)
    # Renamed later, so that no form could ask.
    add(page, "Somebody", "RUTH@example.org", "Hamburg")
    page.goto("/contacts/?q=Somebody")
    page.get_by_role("link", name="Somebody").click()
    somebody = page.url
    page.goto(f"{somebody}details/name/")
    page.locator("#id_name_name").fill("R. Sommer")
    page.get_by_role("button", name="Save").click()

    page.goto("/contacts/duplicates/")
    pair = page.get_by_role("listitem").filter(has_text="the same mail address (ruth@example.org)")
    expect(pair).to_have_count(1, timeout=30_000)
    # Of whom one has said at once that they are two, one is not asked.
    expect(page.get_by_text("Ines Kesler")).to_have_count(0)
    assert violations(page) == []

    pair.get_by_role("button", name=re.compile("Two people")).click()
    expect(page.locator(".toast", has_text="are two people")).to_be_visible()
    expect(pair).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".toast", has_text="The pair is back.")).to_be_visible()

    pair.get_by_role("link", name=re.compile("Merge")).press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Merge two people")
    assert violations(page) == []
    place = page.get_by_role("group", name="Place")
    place.get_by_role("radio", name="Hamburg").check()
    page.get_by_role("group", name="Name", exact=True).get_by_role("radio", name="Ruth Sommer").check()
    page.get_by_role("button", name="Merge", exact=True).press("Enter")
    expect(page.locator(".toast", has_text="are one person now")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_have_text("Twice here?")

    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".toast", has_text="is back.")).to_be_visible()
    page.goto("/contacts/?q=Sommer")
    expect(page.get_by_role("link", name="Sommer")).to_have_count(2)
