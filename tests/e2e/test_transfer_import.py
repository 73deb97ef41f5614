"""Files are dropped, looked at, decided, brought in with a tag, and taken back; left and gone on with on a phone."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, BrowserContext, FilePayload, Page, expect

from tests.e2e.accessibility import overflow, violations
from tests.e2e.mails import Mails
from tests.e2e.visitors import PASSWORD, sign_up

pytestmark = pytest.mark.e2e

ADDRESS = "bringing@example.org"
READ = 30_000


def card(*lines: str) -> str:
    """Return one vCard."""
    return "\r\n".join(["BEGIN:VCARD", "VERSION:4.0", *lines, "END:VCARD", ""])


FIRST = card("FN:Greta Lund", "ORG:Hansekontor", "EMAIL:greta@example.org", "NOTE:Likes tea")
CARDS = (
    card("FN:Greta Lund", "ORG:Nordlicht Verlag", "EMAIL:greta@example.org", "NOTE:Likes coffee", "TEL:040 5550142")
    + card("FN:Anna Blum", "EMAIL:anna@example.org")
    + card("FN:Berta Klein", "EMAIL:berta@example.org")
    + card("NOTE:nobody")
)
TABLE = "Name,Given Name,Family Name,E-mail 1 - Value\r\nCem Arslan,Cem,Arslan,cem@example.org\r\n"


def file(name: str, text: str) -> FilePayload:
    """Return a file as the browser's dialog would give it."""
    return {"name": name, "mimeType": "application/octet-stream", "buffer": text.encode()}


# Drops files where they are listed, as from a folder beside the browser.
DROP = """([place, files]) => {
  const transfer = new DataTransfer();
  files.forEach(([name, text]) => transfer.items.add(new File([text], name)));
  for (const type of ["dragenter", "dragover", "drop"]) {
    place.dispatchEvent(new DragEvent(type, { dataTransfer: transfer, bubbles: true, cancelable: true }));
  }
}"""


def is_fine(page: Page) -> None:
    """Look at the page as it is: axe finds nothing, and nothing is wider than the window."""
    assert violations(page) == []
    assert overflow(page) == 0


def drop(page: Page, *files: tuple[str, str]) -> None:
    """Drop files on the page of imports."""
    page.goto("/import/")
    place = page.locator(".drop-place").element_handle()
    page.evaluate(DROP, [place, [list(each) for each in files]])


def go_on(page: Page) -> None:
    """Have the chosen files read, and wait for the preview."""
    page.get_by_role("button", name="Read and show").press("Enter")
    expect(page.get_by_role("heading", name="Nothing has come in yet")).to_be_visible(timeout=READ)


def bring_in(page: Page) -> None:
    """Accept, and wait until everybody is in."""
    page.get_by_role("button", name="Bring them in").press("Enter")
    expect(page.get_by_role("heading", name="All done")).to_be_visible(timeout=READ)


def somebody_known(page: Page) -> None:
    """Have somebody among the contacts already."""
    page.goto("/import/")
    page.locator("input[type=file]").set_input_files(file("first.vcf", FIRST))
    go_on(page)
    bring_in(page)


def choose_files(page: Page) -> None:
    """Drop three files, take one away, and be refused once for none."""
    page.goto("/import/")
    page.get_by_role("button", name="Read and show").click()
    expect(page.get_by_text("Please choose a file, or paste a list.")).to_be_visible()
    drop(page, ("people.vcf", CARDS), ("google.csv", TABLE), ("wrong.vcf", "x"))
    chosen = page.locator(".drop-list li")
    expect(chosen).to_have_count(3)
    page.get_by_role("button", name="Take it away: wrong.vcf").press("Enter")
    expect(chosen).to_have_text([re.compile("people.vcf"), re.compile("google.csv")])
    expect(page.get_by_role("button", name="Take it away: google.csv")).to_be_focused()
    is_fine(page)
    go_on(page)


def decide(page: Page) -> None:
    """Leave somebody out, and believe the file in one field of somebody known."""
    sums = page.locator("#import-sums")
    expect(sums).to_contain_text("3 new people come in")
    page.get_by_role("button", name=re.compile("Leave out.*Berta Klein")).press("Enter")
    expect(sums).to_contain_text("1 entry is left out")
    expect(page.get_by_role("button", name=re.compile("Take in after all.*Berta Klein"))).to_be_focused()
    is_fine(page)
    tabs = page.get_by_role("navigation", name="What was found")
    tabs.get_by_role("link", name=re.compile("To merge")).click()
    expect(page.get_by_role("link", name="Greta Lund")).to_be_visible()
    page.get_by_role("group", name=re.compile("Organisation")).get_by_label(re.compile("Nordlicht")).press("Space")
    expect(sums).to_contain_text("1 person is changed")
    is_fine(page)
    tabs.get_by_role("link", name=re.compile("Broken")).click()
    page.get_by_role("link", name=re.compile("Show the text")).press("Enter")
    expect(page.get_by_role("dialog")).to_contain_text("NOTE:nobody")
    page.keyboard.press("Escape")


def on_the_phone(browser: Browser, context: BrowserContext, address: str) -> None:
    """Find the preview as it was left, in another browser: a phone, in German."""
    elsewhere = browser.new_context(viewport={"width": 360, "height": 740}, locale="de-DE", reduced_motion="reduce")
    elsewhere.set_default_timeout(10_000)
    context.on("close", lambda _context: elsewhere.close())
    page = elsewhere.new_page()
    page.goto(address)
    page.locator("#id_login").fill(ADDRESS)
    page.locator("#id_password").fill(PASSWORD)
    page.locator("#id_password").press("Enter")
    page.wait_for_url(lambda url: "login" not in url)
    page.goto(f"{address}?show=new")
    expect(page.locator(".import-row.is-left-out")).to_contain_text("Berta Klein")
    is_fine(page)
    page.goto(f"{address}?show=differs")
    expect(page.locator(".import-row input[value=file]:checked")).to_have_count(1)
    is_fine(page)
    elsewhere.close()


def people_called(page: Page, name: str) -> int:
    """Return how many contacts a search finds."""
    page.goto(f"/contacts/?q={name}")
    expect(page.locator("#h-found")).to_be_visible()
    return page.locator(".person-link").count()


def test_files_are_dropped_looked_at_brought_in_and_taken_back(
    page: Page, browser: Browser, context: BrowserContext, mails: Mails
) -> None:
    sign_up(page, mails, ADDRESS)
    somebody_known(page)
    choose_files(page)
    address = page.url
    decide(page)
    on_the_phone(browser, context, address)

    page.goto(address)
    page.get_by_label("Tag for everybody who comes in").fill("Fair 2026")
    bring_in(page)
    is_fine(page)
    page.get_by_role("link", name="To these people").click()
    expect(page.locator(".person-link")).to_have_count(2)
    expect(page.locator("main")).to_contain_text("Fair 2026")
    assert [people_called(page, name) for name in ("Cem", "Anna", "Berta")] == [1, 1, 0]
    page.goto("/contacts/?q=Greta")
    page.locator(".person-link").click()
    expect(page.locator("main")).to_contain_text("Nordlicht Verlag")
    expect(page.locator("main")).to_contain_text("Likes tea")

    page.goto(address)
    page.get_by_role("button", name="Take the import back").press("Enter")
    expect(page.get_by_text("All is as before the import.")).to_be_visible(timeout=READ)
    is_fine(page)
    assert [people_called(page, name) for name in ("Cem", "Anna", "Greta")] == [0, 0, 1]
    page.locator(".person-link").click()
    expect(page.locator("main")).to_contain_text("Hansekontor")
    expect(page.locator("main")).not_to_contain_text("040 5550142")
