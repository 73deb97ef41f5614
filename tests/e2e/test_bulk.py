"""Many people at once: chosen with the keyboard, changed, taken back; the bin; many of them in the background."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from netzwerk.local.stack import Stack
from tests.e2e.database import Database
from tests.e2e.mails import Mails
from tests.e2e.seeds import seed
from tests.e2e.visitors import sign_up

pytestmark = pytest.mark.e2e

NAMES = ["Anna Berg", "Bert Cramer", "Carla Dorn", "Doris Ebel", "Emil Frey", "Frida Gans"]
MANY = 1200


@pytest.fixture
def furnish(page: Page, mails: Mails, stack: Stack, database: Database) -> Callable[[str, int], int]:
    """Return a function that signs somebody up, gives them so many people, and returns the user's id."""

    def furnish(address: str, count: int) -> int:
        sign_up(page, mails, address)
        user_id = database.count("SELECT id FROM accounts_user WHERE email = %s", [address])
        seed(stack, "people-of", str(user_id), str(count))
        return user_id

    return furnish


def box(page: Page, name: str) -> Locator:
    """Return the box of a person."""
    return page.get_by_role("checkbox", name=f"Choose {name}")


def names(page: Page) -> list[str]:
    """Return who is listed."""
    return page.locator(".contact-row .name").all_text_contents()


def toast(page: Page, text: str) -> Locator:
    """Return the toast that says this."""
    return page.locator(".toast", has_text=text)


def test_people_are_chosen_with_the_keyboard_changed_and_brought_back(
    page: Page, furnish: Callable[[str, int], int], database: Database
) -> None:
    furnish("bulk@example.org", len(NAMES))
    page.goto("/contacts/")
    assert names(page) == NAMES
    archive = page.get_by_role("button", name="Archive")
    expect(archive).to_be_hidden()

    # Space ticks one, Shift and an arrow tick more, Shift and Space a range; Escape lets all go.
    box(page, NAMES[0]).focus()
    page.keyboard.press("Space")
    page.keyboard.press("Shift+ArrowDown")
    expect(page.get_by_text("2 chosen")).to_be_visible()
    page.keyboard.press("Escape")
    expect(archive).to_be_hidden()
    box(page, NAMES[0]).focus()
    page.keyboard.press("Space")
    for _step in range(3):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Shift+Space")
    expect(page.get_by_text("4 chosen")).to_be_visible()

    _tag(page)
    _archive_and_undo(page, database)
    _delete_and_restore(page)


def _tag(page: Page) -> None:
    page.get_by_role("button", name="Tag", exact=True).press("Enter")
    field = page.get_by_role("dialog").get_by_label("Tag")
    expect(field).to_be_focused()
    field.press_sequentially("Choir")
    page.keyboard.press("Enter")
    expect(toast(page, "4 people have the tag “Choir”.")).to_be_visible()
    page.goto("/contacts/?q=Anna")
    expect(page.locator(".contact-row")).to_contain_text("Choir")


def _archive_and_undo(page: Page, database: Database) -> None:
    page.goto("/contacts/")
    box(page, NAMES[1]).check()
    box(page, NAMES[3]).click(modifiers=["Shift"])
    page.get_by_role("button", name="Archive").click()
    done = toast(page, "3 people are in the archive.")
    expect(done).to_be_visible()
    assert names(page) == [NAMES[0], *NAMES[4:]]
    done.get_by_role("button", name="Undo").click()
    expect(toast(page, "Taken back.")).to_be_visible()
    assert names(page) == NAMES

    # What is edited after a change is asked about before it goes.
    page.get_by_label("All on this page").check()
    expect(page.get_by_text("6 chosen")).to_be_visible()
    page.get_by_role("button", name="Closeness").click()
    page.get_by_role("dialog").get_by_label("Wide").check()
    page.get_by_role("dialog").get_by_role("button", name="Save").click()
    done = toast(page, "6 people are placed: Wide.")
    expect(done).to_be_visible()
    database.ask("UPDATE contacts_contact SET closeness = 'inner' WHERE name = %s", [NAMES[2]])
    done.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("Now: Inner circle. Before: Not placed.")).to_be_visible()
    box(page, NAMES[2]).check()
    page.get_by_role("button", name="Keep the ticked").click()
    expect(toast(page, "Kept.")).to_be_visible()


def _delete_and_restore(page: Page) -> None:
    page.goto("/contacts/")
    for name in NAMES[:2]:
        box(page, name).check()
    page.locator(".bulk-actions summary").click()
    page.get_by_role("button", name="Delete").click()
    expect(toast(page, "2 people are in the bin.")).to_be_visible()
    assert names(page) == NAMES[2:]

    page.locator(".page-head summary", has_text="More").click()
    page.get_by_role("link", name="Bin").click()
    expect(page.get_by_text("30 days left")).to_have_count(2)
    page.locator(".bin-lines li", has_text=NAMES[0]).get_by_role("button", name="Bring back").click()
    expect(toast(page, "1 entry is back.")).to_be_visible()
    page.get_by_role("link", name="Empty the bin").click()
    expect(page.get_by_role("dialog")).to_contain_text("1 entry goes for good")
    page.get_by_role("dialog").get_by_role("button", name="Delete for good").click()
    expect(page.get_by_role("heading", name="The bin is empty")).to_be_visible()
    page.goto("/contacts/")
    assert names(page) == [NAMES[0], *NAMES[2:]]


def test_all_that_match_are_changed_in_the_background_and_the_page_says_when_it_is_done(
    page: Page, furnish: Callable[[str, int], int], database: Database
) -> None:
    user_id = furnish("bulk-many@example.org", MANY)
    page.goto("/contacts/")
    page.get_by_label("All on this page").check()
    expect(page.get_by_text("50 chosen")).to_be_visible()
    page.get_by_label("All 1,200 that match").check()
    expect(page.get_by_text("1,200 chosen")).to_be_visible()
    page.get_by_role("button", name="Archive").click()

    expect(page).to_have_url(re.compile(r"/contacts/bulk/[0-9a-f-]+/$"))
    expect(page.get_by_role("heading", name="All done")).to_be_visible(timeout=30_000)
    archived = "SELECT count(*) FROM contacts_contact WHERE owner_id = %s AND archived_at IS NOT NULL"
    assert database.count(archived, [user_id]) == MANY
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("heading", name="Taken back", exact=True)).to_be_visible(timeout=30_000)
    assert database.count(archived, [user_id]) == 0


def test_more_ticks_than_a_form_has_fields_arrive_all_the_same(page: Page, furnish: Callable[[str, int], int]) -> None:
    furnish("bulk-ticks@example.org", len(NAMES))
    page.goto("/contacts/")
    page.evaluate(
        """count => {
          const box = document.querySelector("input[name=contacts]");
          for (let number = 0; number < count; number++) {
            const more = box.cloneNode();
            more.value = crypto.randomUUID();
            box.after(more);
          }
        }""",
        2500,
    )
    page.get_by_label("All on this page").check()
    expect(page.get_by_text("2,506 chosen")).to_be_visible()
    page.get_by_role("button", name="Tag", exact=True).click()
    page.get_by_role("dialog").get_by_label("Tag").fill("Choir")
    page.get_by_role("dialog").get_by_role("button", name="Save").click()
    expect(toast(page, "6 people have the tag “Choir”.")).to_be_visible()


def test_everything_works_without_a_script(page: Page, furnish: Callable[[str, int], int], stack: Stack) -> None:
    furnish("bulk-plain@example.org", len(NAMES))
    browser = page.context.browser
    assert browser is not None
    plain = browser.new_context(
        base_url=stack.base_url, java_script_enabled=False, storage_state=page.context.storage_state(), locale="en-GB"
    ).new_page()
    plain.goto("/contacts/")
    for name in NAMES[:2]:
        box(plain, name).check()
    plain.get_by_role("button", name="Tag", exact=True).click()
    plain.get_by_role("textbox", name="Tag").fill("Choir")
    plain.get_by_role("button", name="Save").click()
    expect(toast(plain, "2 people have the tag “Choir”.")).to_be_visible()
    toast(plain, "2 people").get_by_role("button", name="Undo").click()
    expect(toast(plain, "Taken back.")).to_be_visible()
    plain.context.close()
