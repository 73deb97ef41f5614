"""A worker that is killed (SIGKILL) in the middle of its work: nothing is lost, nothing is there twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import LiteralString

import pytest
from playwright.sync_api import Page, expect

from netzwerk.local.stack import Stack
from tests.e2e.database import Database
from tests.e2e.mails import Mails
from tests.e2e.seeds import seed
from tests.e2e.visitors import sign_up
from tests.e2e.waiting import wait_for

pytestmark = pytest.mark.e2e

CARDS = 20_000
USERS = 40
PEOPLE = 2000
OF_THEM: LiteralString = "owner_id IN (SELECT id FROM accounts_user WHERE email LIKE 'due-%')"


def write_cards(path: Path) -> None:
    """Write an address book that takes a worker long enough to be killed in."""
    cards = (
        f"BEGIN:VCARD\r\nVERSION:3.0\r\nUID:card-{number}\r\nFN:From card {number:05d}\r\n"
        f"EMAIL:person-{number}@example.org\r\nTEL:+49 30 23125 {number:03d}\r\nORG:Company {number % 50}\r\n"
        "END:VCARD\r\n"
        for number in range(CARDS)
    )
    path.write_text("".join(cards), encoding="utf-8")


def kill_worker(stack: Stack, is_in_the_middle: Callable[[], object]) -> None:
    """Kill the worker with all its processes as soon as it is in the middle; then start it again."""
    worker = stack.process("worker")
    wait_for(is_in_the_middle, "the worker to be in the middle")
    worker.kill()
    assert not worker.is_running()


def test_an_import_goes_on_where_the_killed_worker_stopped(
    page: Page, mails: Mails, stack: Stack, database: Database, tmp_path: Path
) -> None:
    address_book = tmp_path / "many.vcf"
    write_cards(address_book)
    sign_up(page, mails, "ivo@example.org")
    page.goto("/import/")
    page.locator("input[type=file]").set_input_files(address_book)
    page.get_by_role("button", name="Read and show").click()

    def of_import(column: LiteralString) -> int:
        return database.count(f"SELECT coalesce(max({column}), 0) FROM transfer_import WHERE name = 'many.vcf'")

    def is_in(state: LiteralString) -> int:
        return of_import(f"CASE state WHEN '{state}' THEN 1 ELSE 0 END")

    kill_worker(stack, lambda: of_import("position") > 0)
    assert 0 < of_import("position") < CARDS
    stack.process("worker").start()
    wait_for(lambda: is_in("ready"), "the preview", 90)
    page.get_by_role("button", name="Bring them in").click()
    kill_worker(stack, lambda: of_import("done_count") > 0)
    assert 0 < of_import("done_count") < CARDS
    stack.process("worker").start()
    wait_for(lambda: is_in("done"), "the import", 90)

    assert database.count("SELECT count(*) FROM contacts_contact WHERE name LIKE 'From card %'") == CARDS
    assert database.count("SELECT count(*) FROM transfer_sourcecard WHERE uid LIKE 'card-%'") == CARDS
    assert of_import("created_count") == CARDS
    both = (
        "kind IN ('import', 'import-accept') AND object_id = (SELECT id FROM transfer_import WHERE name = 'many.vcf')"
    )
    assert database.count(f"SELECT min(attempts) FROM core_job WHERE {both}") > 1


def test_a_run_of_digests_loses_no_mail_and_sends_none_under_two_names(
    mails: Mails, stack: Stack, database: Database
) -> None:
    seed(stack, "users-with-a-mail-due", str(USERS))

    def sent() -> int:
        return database.count(f"SELECT count(*) FROM reminders_digest WHERE state = 'sent' AND {OF_THEM}")

    kill_worker(stack, lambda: sent() > 0)
    assert sent() < USERS
    stack.process("worker").start()
    wait_for(lambda: sent() == USERS, "all mails", 90)

    assert database.count(f"SELECT count(*) FROM reminders_digest WHERE {OF_THEM}") == USERS
    assert database.count(f"SELECT count(*) FROM reminders_digestperson WHERE {OF_THEM}") == USERS
    by_recipient: dict[str, set[str]] = defaultdict(set)
    for mail in mails.to("due-"):
        by_recipient[str(mail["To"])].add(str(mail["Message-ID"]))
    assert len(by_recipient) == USERS
    assert all(len(identifiers) == 1 for identifiers in by_recipient.values())


def test_a_change_of_many_goes_on_after_the_kill_and_so_does_its_undo(
    page: Page, mails: Mails, stack: Stack, database: Database
) -> None:
    sign_up(page, mails, "killed-bulk@example.org")
    user_id = database.count("SELECT id FROM accounts_user WHERE email = 'killed-bulk@example.org'")
    seed(stack, "people-of", str(user_id), str(PEOPLE))

    def count(what: LiteralString) -> int:
        return database.count(f"SELECT count(*) FROM {what} AND owner_id = %s", [user_id])

    page.goto("/contacts/")
    page.get_by_label("All on this page").check()
    page.get_by_label("All 2,000 that match").check()
    page.get_by_role("button", name="Tag", exact=True).click()
    page.get_by_role("dialog").get_by_label("Tag").fill("Choir")
    page.get_by_role("dialog").get_by_role("button", name="Save").click()

    kill_worker(stack, lambda: count("contacts_tagging WHERE true"))
    assert 0 < count("contacts_tagging WHERE true") < PEOPLE
    stack.process("worker").start()
    expect(page.get_by_role("heading", name="All done")).to_be_visible(timeout=60_000)
    assert count("contacts_tagging WHERE true") == PEOPLE
    # Whoever had been changed twice would have had the tag before.
    once: LiteralString = (
        "contacts_bulkitem WHERE is_done AND before ->> 'link' IS NULL AND after ->> 'link' IS NOT NULL"
    )
    assert count(once) == PEOPLE

    page.get_by_role("button", name="Undo").click()
    kill_worker(stack, lambda: count("contacts_tagging WHERE true") < PEOPLE)
    assert 0 < count("contacts_tagging WHERE true") < PEOPLE
    stack.process("worker").start()
    expect(page.get_by_role("heading", name="Taken back", exact=True)).to_be_visible(timeout=60_000)
    assert count("contacts_tagging WHERE true") == 0
    assert count("contacts_bulkitem WHERE undo = 'undone'") == PEOPLE
    attempts = "SELECT min(attempts) FROM core_job WHERE kind LIKE 'bulk\\_%%' AND owner_id = %s"
    assert database.count(attempts, [user_id]) > 1
