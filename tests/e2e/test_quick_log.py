"""A moment is logged from anywhere in a few keys; what is missing is worked off by the keyboard alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.database import Database
from tests.e2e.mails import Mails
from tests.e2e.visitors import sign_up

pytestmark = pytest.mark.e2e

MOST_KEYS, MOST_SECONDS = 12, 15
# Forty words of five letters a minute, as somebody types who has no practice in it.
SECONDS_A_KEY = 60 / (40 * 5)


class Keys:
    """Somebody at the keyboard whose keys are counted; the mouse lies in a drawer."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.count = 0

    def press(self, *keys: str) -> None:
        """Press keys one after the other."""
        for key in keys:
            self.page.keyboard.press(key)
            self.count += 1

    def type(self, text: str) -> None:
        """Type a text."""
        self.page.keyboard.type(text)
        self.count += len(text)


def write_down(page: Page, *names: str) -> None:
    """Enter people of these names."""
    page.goto("/goals/inventory/former_job/")
    page.get_by_label("Name, organisation after a comma").first.focus()
    for number, name in enumerate(names, 1):
        page.keyboard.type(name)
        page.keyboard.press("Enter" if number < len(names) else "Control+Enter")
    expect(page.get_by_role("status")).to_contain_text(str(len(names)))


def moments(database: Database, address: str) -> list[tuple[str, str]]:
    """Return kind and people of this user's moments, the newest first."""
    rows = database.ask(
        "SELECT m.kind, string_agg(c.name, ', ' ORDER BY c.name) FROM contacts_moment m "
        "JOIN contacts_participation p ON p.moment_id = m.id JOIN contacts_contact c ON c.id = p.contact_id "
        "JOIN accounts_user u ON u.id = m.owner_id WHERE u.email = %s AND m.deleted_at IS NULL "
        "GROUP BY m.id, m.kind ORDER BY m.id DESC",
        [address],
    )
    return [(kind, people) for kind, people in rows]


def test_a_moment_is_logged_from_anywhere_in_a_few_keys(
    page: Page, mails: Mails, database: Database, record_property: Callable[[str, object], None]
) -> None:
    address = "quick@example.org"
    sign_up(page, mails, address)
    write_down(page, "Tomasz Bielak", "Miriam Kessler", "Miriam Voss")
    page.goto("/contacts/")

    keys = Keys(page)
    keys.press("l")
    expect(page.get_by_label("With whom")).to_be_focused()
    keys.type("tom")
    keys.press("Enter")
    expect(page.get_by_role("dialog").get_by_role("checkbox", name="Tomasz Bielak")).to_be_checked()
    keys.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Call with Tomasz Bielak is noted.")

    record_property("keys", keys.count)
    assert keys.count <= MOST_KEYS
    assert keys.count * SECONDS_A_KEY < MOST_SECONDS
    # Back where one was, and nothing in between was a mouse.
    expect(page).to_have_url("/contacts/")
    assert moments(database, address) == [("call", "Tomasz Bielak")]

    log_with_two_and_somebody_new(page, database, address)
    type_on_undisturbed(page)
    be_left_alone_without_keys(page)


def log_with_two_and_somebody_new(page: Page, database: Database, address: str) -> None:
    """Choose among namesakes, add a second one and somebody new, another kind; then take it all back."""
    keys = Keys(page)
    keys.press("l")
    expect(page.get_by_label("With whom")).to_be_focused()
    keys.type("miri")
    keys.press("Enter")
    expect(page.get_by_role("dialog").get_by_role("checkbox", name="Miriam Kessler")).to_be_focused()
    keys.press("ArrowDown", "Enter")
    expect(page.get_by_label("With whom")).to_be_focused()
    # Faster than the names arrive.
    keys.type("tomasz")
    keys.press("Enter")
    expect(page.get_by_role("dialog").get_by_role("checkbox", name="Tomasz Bielak")).to_be_checked()
    keys.type("Ruth Sommer")
    keys.press("Enter")
    expect(page.get_by_role("dialog").get_by_role("checkbox", name="Ruth Sommer")).to_be_focused()
    keys.press("Enter")
    expect(page.get_by_label("With whom")).to_be_focused()
    while not page.get_by_role("radio", name="Call", exact=True).evaluate(
        "(radio) => radio === document.activeElement"
    ):
        keys.press("Tab")
    keys.press("ArrowRight", "ArrowRight", "Enter")
    toast = page.get_by_role("status")
    expect(toast).to_contain_text("New among your contacts: Ruth Sommer.")
    assert moments(database, address)[0] == ("meeting", "Miriam Voss, Ruth Sommer, Tomasz Bielak")

    toast.get_by_role("button", name="Undo").press("Enter")
    expect(toast).to_contain_text("The moment is taken back.")
    page.goto("/contacts/?q=Ruth")
    expect(page.locator(".person-link")).to_have_count(0)


def type_on_undisturbed(page: Page) -> None:
    """In a field the key is a letter; what is half typed on the page survives a log beside it."""
    page.goto("/contacts/new/")
    page.locator("#id_name").focus()
    page.keyboard.type("Paul")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.locator("#id_name")).to_have_value("Paul")

    page.locator("details.add summary").focus()
    page.keyboard.press("l")
    expect(page.get_by_label("With whom")).to_be_focused()
    page.keyboard.type("tom")
    # Both at once: the names are still on their way.
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("with Tomasz Bielak is noted.")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.locator("#id_name")).to_have_value("Paul")


def be_left_alone_without_keys(page: Page) -> None:
    """Whoever turned single keys off can press them without anything happening."""
    page.goto("/settings/")
    page.get_by_role("checkbox", name="Use single keys as shortcuts").uncheck()
    page.get_by_role("button", name="Save").first.click()
    expect(page.get_by_role("status")).to_contain_text("Saved.")
    page.goto("/contacts/")
    page.keyboard.press("l")
    page.keyboard.press("/")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.locator("input:focus, dialog[open]")).to_have_count(0)


def test_what_is_missing_is_worked_off_by_the_keyboard(page: Page, mails: Mails, database: Database) -> None:
    address = "missing@example.org"
    sign_up(page, mails, address)
    write_down(page, "Anna Adler", "Bert Brandt", "Cora Celik")
    page.goto("/contacts/missing/closeness/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Anna Adler")

    page.keyboard.press("2")
    expect(page.get_by_role("heading", level=1)).to_have_text("Bert Brandt")
    page.keyboard.press("u")
    expect(page.get_by_role("heading", level=1)).to_have_text("Anna Adler")
    page.keyboard.press("3")
    expect(page.get_by_role("heading", level=1)).to_have_text("Bert Brandt")
    page.keyboard.press("s")
    expect(page.get_by_role("heading", level=1)).to_have_text("Cora Celik")
    expect(page.locator(".progress-head")).to_contain_text("3 of 3")
    # Where keys are off, Tab and Enter do: the first answer has the focus.
    page.keyboard.press("Enter")
    expect(page.get_by_text("You skipped 1 person")).to_be_visible()

    page.goto("/contacts/missing/reach/")
    page.keyboard.type("anna@example.org")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Bert Brandt")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Cora Celik")
    page.goto("/contacts/missing/")
    page.locator("a[href*='/missing/reach/?at=']").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Cora Celik")

    rows = database.ask(
        "SELECT c.name, c.closeness FROM contacts_contact c JOIN accounts_user u ON u.id = c.owner_id "
        "WHERE u.email = %s ORDER BY c.name",
        [address],
    )
    assert [tuple(row) for row in rows] == [
        ("Anna Adler", "good"),
        ("Bert Brandt", "not_placed"),
        ("Cora Celik", "inner"),
    ]
