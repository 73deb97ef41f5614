"""That the look through the logs at the end of the walks would find what must not be there."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from netzwerk.local.stack import Stack
from tests.e2e.mails import Mails, links_in, text_of
from tests.e2e.private import leaks, lines_that_are_none, secrets_of
from tests.e2e.visitors import PASSWORD, sign_up
from tests.e2e.waiting import wait_for

pytestmark = pytest.mark.e2e

ADDRESS = "told.nowhere@example.org"


def lines_of(stack: Stack, part: str) -> list[dict[str, object]]:
    """Return the lines of a part's log so far."""
    return [json.loads(line) for line in (stack.folder / "log" / f"{part}.log").read_text().splitlines()]


def test_a_request_can_be_followed_into_its_job_and_nobody_is_named(page: Page, mails: Mails, stack: Stack) -> None:
    sign_up(page, mails, ADDRESS)
    page.goto("/contacts/new/")
    page.locator("#id_name").fill("Ottilie Unerwähnt")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Ottilie")

    asked = next(line for line in reversed(lines_of(stack, "web")) if line.get("view") == "account_signup")
    done = wait_for(
        lambda: next(
            (line for line in lines_of(stack, "worker") if line.get("request") == asked["request"] and "job" in line),
            None,
        ),
        "the job that the request asked for",
    )

    assert done["kind"] == "login-mail"
    assert done["outcome"] == "done"
    secrets = secrets_of(stack.environment["DATABASE_URL"], mails)
    key = links_in(text_of(mails.wait(ADDRESS)))[0].rstrip("/").rpartition("/")[2]
    assert {PASSWORD, ADDRESS, "Ottilie Unerwähnt", key} <= secrets
    assert leaks(stack.folder / "log", secrets) == []


def test_what_must_not_be_there_is_found(tmp_path: Path) -> None:
    (tmp_path / "web.log").write_text('{"time": "", "level": "", "logger": "", "message": "saved ANNA BERG"}\nplain\n')

    assert leaks(tmp_path, {"Anna Berg", "Bert Cramer"}) == ["web.log: 'Anna Berg'"]
    assert lines_that_are_none(tmp_path) == ["plain"]
