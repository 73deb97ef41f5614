"""What opens on a page: menus, sheets, the palette, forms where they stand; each by a name for its picture."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from playwright.sync_api import Page, expect

from tests.e2e.database import Database


@dataclass(frozen=True)
class Opening:
    """A page, what is clicked there one after the other, and what is to be seen then."""

    address: str
    clicks: tuple[str, ...]
    shows: str
    types: str = ""

    def open(self, page: Page) -> None:
        """Open it."""
        page.goto(self.address)
        for selector in self.clicks:
            page.locator(selector).first.click()
        if self.types:
            page.keyboard.type(self.types)
        expect(page.locator(self.shows).first).to_be_visible()


SHEET = "#sheet[open] h2"
MENU = ".person-head .menu[open] .menu-list"


def openings_of(database: Database, user_id: int) -> dict[str, Opening]:
    """Return what opens in the account of a user."""
    (contact,) = database.ask(
        "SELECT contact_id FROM contacts_participation WHERE owner_id = %s "
        "GROUP BY contact_id ORDER BY count(*) DESC LIMIT 1",
        [user_id],
    )[0]
    return {**dict(_everywhere()), **dict(_of_the_list()), **dict(_of_a_person(f"/contacts/{contact}/"))}


def _everywhere() -> Iterator[tuple[str, Opening]]:
    search = (".topbar input[name=q]",)
    yield "palette", Opening("/", search, ".palette-option")
    yield "palette-hits", Opening("/", search, "#palette-list[data-query=ver] .palette-option", types="ver")
    yield "palette-nothing", Opening("/", search, "#palette-list[data-query=qqqq]", types="qqqq")
    yield "add-menu", Opening("/", (".topbar .add > summary",), ".add .menu-list")
    yield "log-sheet", Opening("/", (".topbar .add > summary", ".add [hx-target='#sheet-body']"), SHEET)


def _of_the_list() -> Iterator[tuple[str, Opening]]:
    people = "/contacts/?closeness=good"
    ticked = (".contact-row:nth-child(1) .bulk-select", ".contact-row:nth-child(2) .bulk-select")
    yield "bulk-ticked", Opening(people, ticked, ".bulk-bar.has-choice .bulk-actions")
    yield "bulk-menu", Opening(people, (*ticked, ".bulk-actions summary"), ".bulk-actions .menu-list")
    yield "bulk-sheet", Opening(people, (*ticked, ".bulk-actions [value=tag]"), SHEET)
    yield "condition-menu", Opening(people, (".conditions summary",), ".condition-menu")
    yield "condition-form", Opening(people, (".conditions summary", ".condition-menu a"), "#condition-form")


def _of_a_person(person: str) -> Iterator[tuple[str, Opening]]:
    yield (
        "snooze-menu",
        Opening(person, (".person-head .menu:nth-of-type(1) summary",), MENU),
    )
    yield (
        "person-menu",
        Opening(person, (".person-head .menu:nth-of-type(2) summary",), MENU),
    )
    yield "moment-sheet", Opening(person, (".person-head .actions > .btn-primary",), SHEET)
    yield "photo-sheet", Opening(person, (".photo-link",), SHEET)
    yield "years-in-figures", Opening(person, (".years summary",), ".years-table")
    for detail in ("name", "tags", "emails", "birthday", "positions", "introducer", "note"):
        place = f"#detail-{detail}"
        yield f"{detail}-in-place", Opening(person, (f"{place} > a",), f"form{place}")
