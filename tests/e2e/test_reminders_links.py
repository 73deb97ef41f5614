"""From the mail in German, on a phone and without log-in: in touch with a note, undo, and the mail program's stop."""

from __future__ import annotations

import re
from email.message import EmailMessage

import pytest
from playwright.sync_api import Browser, Page, expect

from netzwerk.local.stack import Stack
from tests.e2e.accessibility import overflow, violations
from tests.e2e.database import Database
from tests.e2e.mails import Mails, links_in, text_of
from tests.e2e.visitors import sign_up

pytestmark = pytest.mark.e2e

ADDRESS = "links@example.org"
SEEN = "SELECT count(*) FROM contacts_moment m JOIN accounts_user u ON u.id = m.owner_id WHERE u.email = %s"
NOTED = f"{SEEN} AND m.kind = 'call' AND m.note = 'Sie zieht nach Bremen' AND m.deleted_at IS NULL"


def begin(page: Page, mails: Mails, database: Database) -> EmailMessage:
    """Sign up, enter somebody, let the mail come in German, and return it."""
    sign_up(page, mails, ADDRESS)
    page.get_by_label("Your first name").fill("Jana")
    page.get_by_text("Commissions", exact=True).click()
    page.get_by_label("Your goal in one sentence").fill("Five publishing clients by June")
    page.locator("main form button.btn-primary").click()
    page.wait_for_url(lambda url: "/start/" not in url or "people" in url)
    page.goto("/goals/inventory/former_job/")
    page.get_by_label("Name, organisation after a comma").first.fill("Miriam Kessler")
    page.get_by_label("Name, organisation after a comma").first.press("Control+Enter")
    expect(page.get_by_role("status")).to_contain_text("1")
    already = len(mails.to(ADDRESS))
    database.ask(
        "UPDATE accounts_user SET language = 'de', next_digest_at = now() - interval '1 minute' WHERE email = %s",
        [ADDRESS],
    )
    return mails.wait(ADDRESS, already + 1)


def read_on_a_narrow_phone(reader: Page, mail: EmailMessage) -> None:
    """Look at the mail as a phone of 320 pixels shows it, in the light and in the dark; it loads nothing."""
    asked: list[str] = []
    reader.on("request", lambda request: asked.append(request.url))
    reader.set_viewport_size({"width": 320, "height": 700})
    reader.set_content(text_of(mail, "html"))
    for theme in ("light", "dark"):
        reader.emulate_media(color_scheme="dark" if theme == "dark" else "light")
        expect(reader.get_by_role("link", name="Hatten Kontakt").first).to_be_in_viewport()
        assert (theme, violations(reader), overflow(reader)) == (theme, [], 0)
    assert asked == []


def test_the_links_of_a_mail(page: Page, browser: Browser, stack: Stack, mails: Mails, database: Database) -> None:
    mail = begin(page, mails, database)
    links = links_in(text_of(mail))
    touch = next(link for link in links if "/act/" in link)
    phone = browser.new_context(base_url=stack.base_url, viewport={"width": 390, "height": 844}, locale="de-DE")
    letter = phone.new_page()
    read_on_a_narrow_phone(letter, mail)
    letter.close()
    reader = phone.new_page()

    # A scanner opens it twice, and nothing happens.
    for _time in range(2):
        assert reader.request.get(touch).status == 200
    assert database.count(SEEN, [ADDRESS]) == 0

    reader.goto(touch)
    expect(reader.get_by_role("heading", level=1)).to_have_text("Miriam Kessler")
    assert (violations(reader), overflow(reader)) == ([], 0)
    reader.get_by_text("Anruf", exact=True).click()
    reader.get_by_label("Notiz").fill("Sie zieht nach Bremen")
    reader.get_by_role("button", name="Hatten Kontakt").click()
    expect(reader.locator("main").get_by_role("status")).to_contain_text("Notiert")
    assert (violations(reader), overflow(reader)) == ([], 0)
    assert database.count(NOTED, [ADDRESS]) == 1

    reader.get_by_role("button", name=re.compile("Rückgängig")).click()
    expect(reader.locator("main").get_by_role("status")).to_be_visible()
    assert database.count(NOTED, [ADDRESS]) == 0

    # As a mail program does it: one POST, without a cookie.
    stop = next(link for link in links if "/unsubscribe/" in link)
    assert reader.request.post(stop, form={"List-Unsubscribe": "One-Click"}).status == 200
    stopped = "SELECT count(*) FROM accounts_user WHERE email = %s AND digest_weekdays = '{}'"
    assert database.count(stopped, [ADDRESS]) == 1
    phone.close()
