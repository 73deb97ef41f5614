"""Each page in four looks (wide or narrow, light or dark, English or German): axe finds nothing, nothing overflows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser, FilePayload, Page, ViewportSize, expect

from netzwerk.local.stack import Stack
from tests.e2e.accessibility import overflow, violations
from tests.e2e.addresses import Place
from tests.e2e.browser import LOOKS, Look
from tests.e2e.database import Database
from tests.e2e.mails import Mails, links_in, text_of
from tests.e2e.openings import openings_of
from tests.e2e.pictures import keep, settle
from tests.e2e.places import BEGINNERS, VISITORS, places_of
from tests.e2e.visitors import sign_up

pytestmark = pytest.mark.e2e

Opener = Callable[..., Page]
SMALLEST = 320
BEGINNER = "beginner@example.org"
# What axe says of a target of the page that lies below what has opened.
COVERED = "partially obscured"


# Posts as a form of the page before would.
POST = """([path, values]) => {
  const form = Object.assign(document.createElement("form"), { method: "post", action: path });
  const token = JSON.parse(document.body.getAttribute("hx-headers"))["X-CSRFToken"];
  for (const [name, value] of Object.entries({ ...values, csrfmiddlewaretoken: token })) {
    form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
  }
  document.body.append(form);
  form.submit();
}"""
GRETA = "BEGIN:VCARD\nVERSION:4.0\nFN:Greta Lund\nEMAIL:greta@example.org\nNOTE:{}\nEND:VCARD\n"
NOBODY = "BEGIN:VCARD\nVERSION:3.0\nEND:VCARD\n"
CARDS = GRETA.format("Likes tea") + NOBODY
# Somebody known of whom the file says something else, somebody new, and a card that cannot be read.
AGAIN = GRETA.format("Likes coffee") + "BEGIN:VCARD\nVERSION:4.0\nFN:Gerda Holm\nEND:VCARD\n" + NOBODY
# A table that nobody knows, so that it asks; with a column that is empty, and a date that can be read either way.
TABLE = "Wer;Firma;Geburtstag;Fax\nGerda Holm;Holm KG;4/5/1980;\nOle Brand;;1.2.;\n"


class Furnished(NamedTuple):
    """Somebody with a bit of everything: the session of their browser, and which user it is."""

    session: str
    user: int


@pytest.fixture(scope="module")
def furnished(browser: Browser, stack: Stack, database: Database) -> Furnished:
    """Somebody who looks around with sample data and has imported a file."""
    page = browser.new_page(base_url=stack.base_url, locale="de-DE", timezone_id="Europe/Berlin")
    page.goto("/")
    page.get_by_role("button", name="Mit Beispieldaten umsehen").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Jana")
    page.goto("/import/")
    file: FilePayload = {"name": "people.vcf", "mimeType": "text/vcard", "buffer": CARDS.encode()}
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name="Lesen und zeigen").click()
    page.get_by_role("button", name="Hereinholen").click(timeout=30_000)
    expect(page.get_by_role("heading", name="Fertig")).to_be_visible(timeout=30_000)
    page.goto("/import/")
    page.locator("input[type=file]").set_input_files({**file, "name": "again.vcf", "buffer": AGAIN.encode()})
    page.get_by_role("button", name="Lesen und zeigen").click()
    expect(page.get_by_role("button", name="Hereinholen")).to_be_visible(timeout=30_000)
    page.goto("/import/")
    page.locator("input[type=file]").set_input_files({**file, "name": "people.csv", "buffer": TABLE.encode()})
    page.get_by_role("button", name="Lesen und zeigen").click()
    expect(page.get_by_role("link", name="Sagen, was die Spalten bedeuten")).to_be_visible(timeout=30_000)
    page.goto("/contacts/?q=Greta+Lund")
    page.get_by_role("link", name="Greta Lund").click()
    change_and_take_back(page, page.url.rstrip("/").rsplit("/", 1)[1])
    page.locator("form[action$='/delete/'] button").evaluate("(button) => button.click()")
    expect(page.get_by_role("status")).to_contain_text("Greta Lund")
    # Other walks look around with sample data, too, but none of them reads a file in.
    user = database.count(
        "SELECT owner_id FROM transfer_import JOIN accounts_user ON accounts_user.id = owner_id WHERE is_sample"
    )
    return Furnished(session_of(page), user)


def change_and_take_back(page: Page, contact: str) -> None:
    """Change somebody as one of many, edit them, and take the change back, so that its page asks about them."""
    here = page.url
    visit(
        page, ("/contacts/bulk/new/", {"action": "closeness", "contacts": contact, "asked": "1", "closeness": "wide"})
    )
    visit(page, (f"/contacts/{contact}/place/", {"closeness": "good"}))
    page.goto("/contacts/bulk/")
    page.locator("form[action$='/undo/'] button").click()
    expect(page.locator("#h-asked")).to_be_visible()
    page.goto(here)


@pytest.fixture(scope="module")
def signed_links(
    browser: Browser, stack: Stack, mails: Mails, database: Database, furnished: Furnished
) -> dict[str, Place]:
    """The pages behind the links of a reconnect mail, which need no log-in."""
    context = browser.new_context(base_url=stack.base_url)
    context.add_cookies([{"name": "sessionid", "value": furnished.session, "url": stack.base_url}])
    page = context.new_page()
    page.goto("/reminders/settings/")
    page.locator("form[action*='now'] button").click()
    (address,) = database.ask("SELECT email FROM accounts_user WHERE id = %s", [furnished.user])[0]
    links = links_in(text_of(mails.wait(address)))
    context.close()
    acts = [link for link in links if "/act/" in link]
    stop = next(link for link in links if "/unsubscribe/" in link)
    questions: dict[str, Place] = {f"act-{number}": link for number, link in enumerate(acts[:4], 1)}
    refused = (acts[0], {"kind": "telepathy", "note": "Moves to Bremen"})
    return {**questions, "act-refused": refused, "act-done": (acts[0], {}), "unsubscribe": stop}


@pytest.fixture(scope="module")
def beginning(browser: Browser, stack: Stack, mails: Mails) -> str:
    """The session cookie of somebody who has just signed up."""
    page = browser.new_page(base_url=stack.base_url, locale="en-GB", timezone_id="Europe/Berlin")
    sign_up(page, mails, BEGINNER)
    return session_of(page)


def session_of(page: Page) -> str:
    """Return the session cookie and close the page."""
    session = next(cookie["value"] for cookie in page.context.cookies() if cookie["name"] == "sessionid")
    page.context.close()
    return session


def visit(page: Page, place: Place) -> None:
    """Open a page, or what answers when something is posted there."""
    if isinstance(place, str):
        page.goto(place)
        return
    path, values = place
    with page.expect_navigation():
        page.evaluate(POST, [path, values])


def look_at(page: Page, places: dict[str, Place], look: Look) -> list[str]:
    """Open each page, keep a picture, and return what is wrong with it."""
    wrong = []
    for name, place in places.items():
        visit(page, place)
        wrong += [f"{name}: {sentence}" for sentence in faults(page, name, look)]
    return wrong


def faults(page: Page, name: str, look: Look) -> Iterator[str]:
    """Keep a picture of what is open, and yield what is wrong with it."""
    settle(page)
    keep(page, f"{look}/{name}")
    yield from violations(page)
    if overflow(page):
        yield f"{overflow(page)} px wider than the window"
    if page.locator("h1").count() != 1:
        yield f"{page.locator('h1').count()} main headings"
    if page.locator("html").get_attribute("lang") != look.language:
        yield f"not in {look.language}"


@pytest.fixture
def open_page(browser: Browser, stack: Stack) -> Iterator[Opener]:
    """Open a page in a look, of a visitor or of whom a session belongs to."""
    contexts = []

    def open_page(look: Look, session: str = "") -> Page:
        size: ViewportSize = {"width": look.width, "height": 900}
        context = browser.new_context(base_url=stack.base_url, locale=look.language, viewport=size)
        context.add_cookies([{"name": "theme", "value": look.theme, "url": stack.base_url}])
        if session:
            context.add_cookies([{"name": "sessionid", "value": session, "url": stack.base_url}])
        contexts.append(context)
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture(scope="module")
def places_inside(database: Database, furnished: Furnished, signed_links: dict[str, Place]) -> dict[str, Place]:
    """Every page of the furnished account, and those behind the links of its mail."""
    return {**places_of(database, furnished.user), **signed_links}


def wear(database: Database, user: int, look: Look) -> None:
    """Give somebody the theme and the language of a look."""
    database.ask("UPDATE accounts_user SET theme = %s, language = %s WHERE id = %s", [look.theme, look.language, user])


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_pages_for_visitors(look: Look, open_page: Opener) -> None:
    assert look_at(open_page(look), VISITORS, look) == []


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_pages_inside_and_behind_the_links_of_a_mail(
    look: Look, open_page: Opener, database: Database, furnished: Furnished, places_inside: dict[str, Place]
) -> None:
    wear(database, furnished.user, look)

    assert look_at(open_page(look, furnished.session), places_inside, look) == []


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_what_opens_on_pages(look: Look, open_page: Opener, database: Database, furnished: Furnished) -> None:
    wear(database, furnished.user, look)
    page = open_page(look, furnished.session)
    page.emulate_media(reduced_motion="reduce")  # a sheet that is still rising has no colours to measure
    openings = openings_of(database, furnished.user)

    wrong = []
    for name, opening in openings.items():
        opening.open(page)
        wrong += [f"{name}: {each}" for each in faults(page, name, look) if COVERED not in each]
    assert wrong == []


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_pages_of_a_beginner(look: Look, open_page: Opener, database: Database, beginning: str) -> None:
    database.ask(
        "UPDATE accounts_user SET theme = %s, language = %s, most_contacts = 0 WHERE email = %s",
        [look.theme, look.language, BEGINNER],
    )

    assert look_at(open_page(look, beginning), BEGINNERS, look) == []


@pytest.mark.parametrize("language", ["en", "de"])
def test_nothing_overflows_the_smallest_phones(
    language: str, open_page: Opener, database: Database, furnished: Furnished, places_inside: dict[str, Place]
) -> None:
    look = Look(SMALLEST, "light", language)
    wear(database, furnished.user, look)
    page = open_page(look, furnished.session)

    wide = {}
    for name, place in places_inside.items():
        visit(page, place)
        if overflow(page):
            wide[name] = overflow(page)
    assert wide == {}
