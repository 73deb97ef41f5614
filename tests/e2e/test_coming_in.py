"""Coming in: devices in two browsers, a password for a program, and an invitation with an account elsewhere."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from netzwerk.local.paths import ROOT
from netzwerk.local.ports import free_port
from netzwerk.local.stack import Stack
from tests.e2e.accessibility import look_over
from tests.e2e.mails import Mails, links_in, text_of
from tests.e2e.visitors import PASSWORD, give_password, sign_up
from tests.factor_makers import code_of
from tests.provider import let_know, running_provider

pytestmark = pytest.mark.e2e

ADDRESS = "devices@example.org"


def _log_in_elsewhere(browser: Browser, base_url: str) -> Page:
    phone = browser.new_context(base_url=base_url, viewport={"width": 360, "height": 740}, reduced_motion="reduce")
    phone.set_default_timeout(10_000)
    page = phone.new_page()
    give_password(page, ADDRESS)
    page.wait_for_url(lambda url: "login" not in url)
    return page


def test_a_new_browser_is_told_of_and_logged_out(page: Page, browser: Browser, stack: Stack, mails: Mails) -> None:
    sign_up(page, mails, ADDRESS)
    phone = _log_in_elsewhere(browser, stack.base_url)
    told = mails.wait(ADDRESS, 2)
    assert told["Subject"] == "A new browser logged in to your account"

    page.goto(links_in(text_of(told))[0])
    expect(page.locator(".lines > li")).to_have_count(2)
    look_over(page)
    page.get_by_role("button", name=re.compile("^Log out ?: ")).click()
    expect(page.locator(".toast", has_text="That device is logged out.")).to_be_visible()
    expect(page.locator(".lines > li")).to_have_count(1)

    phone.goto("/contacts/")
    expect(phone.get_by_role("heading", name="Welcome back")).to_be_visible()
    phone.context.close()
    _a_program(page)


def _a_program(page: Page) -> None:
    """Make a password for a program, copy it, and revoke it."""
    page.get_by_role("link", name="Programs").click()
    page.get_by_role("link", name="New password for a program").click()
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()
    page.get_by_role("button", name="Make it").click()
    expect(page.get_by_text("Please say what it is for")).to_be_visible()
    look_over(page)
    page.get_by_label("What is it for?").fill("Phone book")
    page.get_by_label("Address book and calendar alone").check()
    page.get_by_role("button", name="Make it").click()
    assert len(page.get_by_role("textbox", name="Password").input_value()) > 50
    expect(page.get_by_role("button", name="Copy the password")).to_be_visible()
    look_over(page)
    page.get_by_role("link", name="I have it").click()
    expect(page.get_by_text("not used yet")).to_be_visible()
    look_over(page)
    page.get_by_role("link", name=re.compile("^Revoke ?: Phone book")).click()
    page.get_by_role("button", name="Revoke it").click()
    expect(page.get_by_text("Phone book")).to_have_count(0)


@pytest.fixture(scope="module")
def provider() -> Iterator[str]:
    """Where accounts elsewhere are."""
    with running_provider() as address:
        yield address


@pytest.fixture(scope="module")
def club(tmp_path_factory: pytest.TempPathFactory, provider: str) -> Iterator[Stack]:
    """A site that takes in who is invited, and where one may come with an account of the club."""
    club = {"name": "Our club", "server": provider, "client_id": "netzwerk", "secret": "s"}
    settings = {"PORT": str(free_port()), "SIGN_UP": "invited", "LOGIN_PROVIDERS": json.dumps({"club": club})}
    running = Stack(tmp_path_factory.mktemp("club"), settings, is_throwaway=True)
    running.start()
    yield running
    running.stop()


@pytest.fixture
def guest(browser: Browser, club: Stack, complaints: list[str]) -> Iterator[BrowserContext]:
    """A visitor of that site; what the browser says of our pages fails the walk."""
    context = browser.new_context(base_url=club.base_url, locale="en-GB", reduced_motion="reduce")
    context.set_default_timeout(10_000)
    context.on("console", lambda said: complaints.append(said.text) if "Content Security Policy" in said.text else None)
    yield context
    context.close()
    assert complaints == []


def _invite(club: Stack, *arguments: str) -> str:
    """Invite somebody by the command; return the link."""
    command = [sys.executable, "manage.py", "invite", *arguments]
    environment = {**os.environ, **club.environment}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    return links_in(done.stdout)[0]


def _go_with_the_club(page: Page, sub: str) -> None:
    page.get_by_role("button", name="Go on with Our club").click()
    page.locator("input[name=sub]").fill(sub)
    page.get_by_role("button", name="Authorize", exact=True).click()


def test_whoever_is_invited_comes_in_with_an_account_elsewhere(
    guest: BrowserContext, club: Stack, provider: str
) -> None:
    page = guest.new_page()
    let_know(provider, "ruth", email="ruth@example.org", email_verified=True, given_name="Ruth")
    page.goto("/accounts/login/")
    look_over(page)
    _go_with_the_club(page, "ruth")
    expect(page.get_by_role("heading", name="By invitation")).to_be_visible()
    look_over(page)

    link = _invite(club, "ruth@example.org")
    page.goto(link)
    expect(page.get_by_label("Mail address")).to_have_value("ruth@example.org")
    look_over(page)
    _go_with_the_club(page, "ruth")
    expect(page.get_by_role("heading", level=1)).to_have_text("What would you like from your network?")

    page.goto("/accounts/elsewhere/")
    expect(page.get_by_text("ruth@example.org")).to_be_visible()
    page.get_by_role("button", name=re.compile("^Disconnect ?: Our club")).click()
    expect(page.get_by_text("This is your only way in.")).to_be_visible()
    look_over(page)
    _the_link_is_spent(page, link)


def test_a_second_step_comes_after_an_account_elsewhere(guest: BrowserContext, club: Stack, provider: str) -> None:
    page = guest.new_page()
    known = {"email": "lena@example.org", "email_verified": True, "auth_time": int(time.time())}
    let_know(provider, "lena", **known)
    page.goto(_invite(club, "lena@example.org"))
    _go_with_the_club(page, "lena")
    expect(page.get_by_role("heading", level=1)).to_have_text("What would you like from your network?")

    page.goto("/accounts/second-step/app/add/")
    expect(page.get_by_role("heading", name="Once more, please")).to_be_visible()
    look_over(page)
    _go_with_the_club(page, "lena")
    secret = page.get_by_label("Or type this key into it").input_value()
    page.get_by_label("The code that it shows now").fill(code_of(secret))
    page.get_by_role("button", name="Done, turn it on").click()
    codes = page.get_by_label("Your codes").input_value().split()

    page.goto("/accounts/logout/")
    page.locator("main").get_by_role("button", name="Log out").click()
    page.goto("/accounts/login/?next=/networks/")
    _go_with_the_club(page, "lena")
    expect(page.get_by_role("heading", name="One more step")).to_be_visible()
    look_over(page)
    page.get_by_role("textbox", name="code", exact=False).fill(codes[0])
    page.get_by_role("button", name="Log in", exact=True).click()
    page.wait_for_url("**/networks/")


def _the_link_is_spent(page: Page, link: str) -> None:
    other = page.context.browser
    assert other is not None
    stranger = other.new_context()
    again = stranger.new_page()
    again.goto(link)
    expect(again.get_by_role("heading", name="This invitation does not work")).to_be_visible()
    look_over(again)
    stranger.close()


def test_whoever_is_invited_comes_in_with_a_password(guest: BrowserContext, club: Stack) -> None:
    page = guest.new_page()
    page.goto(_invite(club))
    page.get_by_label("Mail address").fill("otto@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign up").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("look into your mail")
    page.goto(links_in(text_of(Mails(club.mail_dir).wait("otto@example.org")))[0])
    page.get_by_role("button", name="Confirm").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What would you like from your network?")
