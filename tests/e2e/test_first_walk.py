"""The first walk, end to end: sign-up, goal, people, an import, a moment, a reconnect mail that is acted on."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.database import Database
from tests.e2e.hand import Hand
from tests.e2e.mails import Mails, links_in, text_of
from tests.e2e.visitors import sign_up

pytestmark = pytest.mark.e2e

ADDRESS = "dana@example.org"
MOST_INPUTS, MOST_SECONDS = 12, 180
NAMES = ["Miriam Kessler, Nordlicht Verlag", "Tomasz Bielak", "Aylin Demir", "Ruth Sommer", "Jonas Weber"]
OWN_CARDS = """BEGIN:VCARD
VERSION:4.0
FN:Greta Lund
ORG:Hansekontor
EMAIL:greta@example.org
BDAY:--0412
END:VCARD
BEGIN:VCARD
VERSION:3.0
EMAIL;TYPE=HOME
END:VCARD
"""


def start(page: Page, hand: Hand) -> None:
    """Say what for, and five names; ends on Today with the first proposal."""
    hand.type_into(page.get_by_label("First name"), "Dana")
    hand.choose(page.get_by_role("checkbox", name="Commissions"))
    hand.type_into(page.get_by_label("Your goal in one sentence"), "Five publishing clients by June")
    page.get_by_role("button", name="Next").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Which five people come to mind?")
    for number, name in enumerate(NAMES):
        hand.type_into(page.get_by_label("Name, organisation after a comma").nth(number), name)
        if number < 2:
            hand.press("Alt+4")  # longer ago
    page.get_by_role("button", name="Show my first proposal").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Dana")
    expect(page.locator(".person-row").first).to_be_visible()


def finish_the_wizard(page: Page) -> None:
    """Describe the ideal network, go back once, and on to the summary; then the goal shows what was said."""
    page.goto("/goals/")
    page.get_by_role("link", name="Five publishing clients by June").first.click()
    page.locator("a[href*='/wizard/'][href*='network']").first.click()
    page.get_by_role("radio", name=re.compile("Supraregional")).check()
    _next(page, "help")
    page.get_by_label("What would help that others have?").fill("Someone who commissions manuals")
    page.get_by_role("button", name="Back").click()
    expect(page.get_by_role("radio", name=re.compile("Supraregional"))).to_be_checked()
    _next(page, "help")
    expect(page.get_by_label("What would help that others have?")).to_have_value("Someone who commissions manuals")
    _next(page, "offers")
    page.get_by_label("Knowledge").fill("The style-guide checklist")
    _next(page, "summary")
    page.get_by_role("button", name="Save the goal").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Five publishing clients by June")
    for said in ("Supraregional", "Someone who commissions manuals", "The style-guide checklist"):
        expect(page.get_by_text(said).first).to_be_visible()


def _next(page: Page, step: str) -> None:
    page.get_by_role("button", name="Next").click()
    page.wait_for_url(re.compile(f"/{step}/"))


def address_book(folder: Path) -> tuple[Path, str]:
    """Return a real address book and a name in it when the corpus is there, else one of our own."""
    corpus = os.environ.get("NETZWERK_CORPUS")
    if corpus:
        return Path(corpus) / "roundcube" / "tests__Browser__data__contacts.vcf", "Machniak"
    own = folder / "people.vcf"
    own.write_text(OWN_CARDS, encoding="utf-8")
    return own, "Greta Lund"


def import_people(page: Page, folder: Path) -> None:
    """Upload an address book, look at it, and bring it in."""
    path, name = address_book(folder)
    upload(page, path)
    page.get_by_role("button", name="Bring them in").click()
    expect(page.get_by_role("heading", name="All done")).to_be_visible(timeout=30_000)
    page.get_by_role("link", name="To these people").click()
    page.goto(f"/contacts/?q={name}")
    expect(page.locator(".person-link")).to_have_count(1)
    upload(page, path)  # once more: nobody comes in twice
    expect(page.locator("#import-sums")).to_have_text("Nothing would change.")
    page.goto(f"/contacts/?q={name}")
    expect(page.locator(".person-link")).to_have_count(1)


def upload(page: Page, path: Path) -> None:
    """Upload a file and wait until it can be looked at."""
    page.goto("/import/")
    page.locator("input[type=file]").set_input_files(path)
    page.get_by_role("button", name="Read and show").click()
    expect(page.get_by_role("heading", name="Nothing has come in yet")).to_be_visible(timeout=30_000)


def log_a_call(page: Page) -> None:
    """Log a moment without a mouse: from the Add button, part of a name, Enter to take it, Enter to save."""
    page.goto("/")
    page.locator("details.add summary").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("link", name="A moment")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_label("With whom")).to_be_focused()
    page.keyboard.type("Tomasz")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog").get_by_role("checkbox", name="Tomasz Bielak")).to_be_checked()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Call with Tomasz Bielak is noted.")
    page.goto("/contacts/moments/?who=Tomasz")
    expect(page.locator(".timeline")).to_contain_text("Call")


def test_from_the_first_page_to_an_answered_mail(
    page: Page, mails: Mails, database: Database, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    hand = sign_up(page, mails, ADDRESS)
    start(page, hand)
    record_property("inputs", hand.inputs)
    record_property("seconds", round(hand.seconds, 1))
    assert hand.inputs <= MOST_INPUTS
    assert hand.seconds <= MOST_SECONDS

    finish_the_wizard(page)
    import_people(page, tmp_path)
    log_a_call(page)
    answer_the_mail(page, mails, database)


def answer_the_mail(page: Page, mails: Mails, database: Database) -> None:
    """Let beat find the digest due, open a link of the mail that arrives, act, and see Today changed."""
    already = len(mails.to(ADDRESS))
    database.ask("UPDATE accounts_user SET next_digest_at = now() - interval '1 minute' WHERE email = %s", [ADDRESS])
    mail = mails.wait(ADDRESS, already + 1)
    assert "Miriam" in str(mail["Subject"])
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"

    page.goto("/")
    expect(page.get_by_role("link", name="Miriam Kessler", exact=True)).to_be_visible()
    part = text_of(mail).split("Miriam Kessler", 1)[1]
    touch = next(link for link in links_in(part) if "/act/" in link)
    page.goto(touch)
    page.get_by_role("button", name="Been in touch").click()
    page.goto("/")
    expect(page.get_by_role("link", name="Miriam Kessler", exact=True)).to_have_count(0)
