"""Second factors in a real browser: passkeys by a virtual authenticator, an app whose codes are computed here."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from playwright.sync_api import Browser, CDPSession, Locator, Page, expect

from netzwerk.local.stack import Stack
from tests.e2e.accessibility import look_over
from tests.e2e.mails import Mails, text_of
from tests.e2e.visitors import PASSWORD, give_password, sign_up
from tests.e2e.waiting import wait_for
from tests.factor_makers import code_of

pytestmark = pytest.mark.e2e

FACTORS, LOG_IN = "/accounts/second-step/", "/accounts/login/"
# A device with a screen lock, which somebody is always willing to open (WebAuthn level 2, 11.3).
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
LONGER_THAN_A_CODE = 40.0


def _device(page: Page) -> tuple[CDPSession, str]:
    """Give the browser a device for passkeys; return what drives it, and its id."""
    driver = page.context.new_cdp_session(page)
    driver.send("WebAuthn.enable")
    return driver, driver.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})["authenticatorId"]


def _heading(page: Page, text: str) -> None:
    expect(page.get_by_role("heading", name=text, exact=True).first).to_be_visible()


def _press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).click()


def _show_password(page: Page) -> None:
    """Show once more who it is."""
    _heading(page, "Your password, please")
    page.get_by_label("Password").fill(PASSWORD)
    _press(page, "Go on")


def _log_out(page: Page) -> None:
    page.goto("/accounts/logout/")
    page.locator("main").get_by_role("button", name="Log out").click()
    expect(page.get_by_role("link", name="Log in").first).to_be_visible()


def _is_in(page: Page) -> None:
    expect(page.get_by_role("navigation", name="Main").first).to_be_attached()


def _add_passkey(page: Page, name: str) -> None:
    page.goto(FACTORS)
    page.get_by_role("link", name="Add a passkey").click()
    if page.get_by_role("heading", name="Your password, please").count():
        _show_password(page)
    page.get_by_role("textbox", name="Name").fill(name)
    _press(page, "Make the passkey")


def _saved_codes(page: Page, folder: Path) -> list[str]:
    """Save the recovery codes as a file and return them."""
    _heading(page, "Recovery codes")
    with page.expect_download() as download:
        page.get_by_role("link", name="Save as a file").click()
    file = folder / download.value.suggested_filename
    download.value.save_as(file)
    assert file.name == "netzwerk-recovery-codes.txt"
    codes = file.read_text().split()
    assert codes == page.get_by_label("Your codes").input_value().split()
    assert all(re.fullmatch(r"\d{4}-\d{4}", code) for code in codes)
    return codes


def test_a_passkey_is_made_and_logs_in_alone(page: Page, mails: Mails, tmp_path: Path) -> None:
    sign_up(page, mails, "passkey@example.org")
    driver, device = _device(page)
    page.goto(FACTORS)
    look_over(page)

    _add_passkey(page, "Laptop")
    assert len(_saved_codes(page, tmp_path)) == 10
    look_over(page)
    page.get_by_role("link", name="I have them").click()
    expect(page.get_by_text("Laptop", exact=True)).to_be_visible()
    look_over(page)
    assert "a passkey was added" in text_of(mails.wait("passkey@example.org", 2))

    _log_out(page)
    page.goto(LOG_IN)
    look_over(page)
    # Nobody holds a finger on it.
    driver.send("WebAuthn.setUserVerified", {"authenticatorId": device, "isUserVerified": False})
    _press(page, "Log in with a passkey")
    expect(page.get_by_role("alert").filter(has_text="No passkey was used")).to_be_visible()
    look_over(page)
    driver.send("WebAuthn.setUserVerified", {"authenticatorId": device, "isUserVerified": True})
    _press(page, "Log in with a passkey")
    _is_in(page)
    page.goto("/contacts/")
    expect(page).to_have_url(re.compile("/contacts/$"))


def test_a_passkey_is_the_second_step_renamed_and_removed(page: Page, mails: Mails, tmp_path: Path) -> None:
    sign_up(page, mails, "keys@example.org")
    driver, _id = _device(page)
    page.goto(f"{FACTORS}passkeys/add/")
    _show_password(page)
    look_over(page)
    _add_passkey(page, "Phone")
    _saved_codes(page, tmp_path)

    _log_out(page)
    give_password(page, "keys@example.org")
    _heading(page, "One more step")
    look_over(page)
    _press(page, "Use a passkey")
    _is_in(page)

    # The same device makes no second one for the same account.
    page.goto(FACTORS)
    page.get_by_role("link", name="Add a passkey").click()
    _heading(page, "Your password, please")
    page.get_by_role("link", name="Use a passkey instead").click()
    _heading(page, "Your passkey, please")
    look_over(page)
    _press(page, "Use a passkey")
    _heading(page, "Add a passkey")
    _press(page, "Make the passkey")
    expect(page.get_by_role("alert").filter(has_text="has a passkey for your account already")).to_be_visible()

    page.goto(FACTORS)
    page.get_by_role("link", name="Rename Phone").click()
    page.get_by_role("textbox", name="Name").fill("Old phone")
    look_over(page)
    _press(page, "Save")
    page.get_by_role("link", name="Remove Old phone").click()
    expect(page.get_by_text("It is your last one")).to_be_visible()
    look_over(page)
    _press(page, "Remove the passkey")
    expect(page.get_by_text("They come with your first passkey or app")).to_be_visible()

    # The device still has it, but nobody here knows it any more.
    _log_out(page)
    page.goto(LOG_IN)
    _press(page, "Log in with a passkey")
    expect(page.get_by_role("alert").filter(has_text="is not known here")).to_be_visible()
    driver.send("WebAuthn.disable")
    give_password(page, "keys@example.org")
    _is_in(page)


def _next_code(secret: str, used_at: int) -> str:
    """Return a code that was not used yet, as soon as the app shows it."""
    wait_for(lambda: int(time.time()) // 30 > used_at, "the next code", LONGER_THAN_A_CODE)
    return code_of(secret)


def _code_field(page: Page) -> Locator:
    return page.get_by_role("textbox", name="code", exact=False)


def test_an_app_shows_the_codes_of_the_log_in_and_recovery_codes_help_out(
    page: Page, mails: Mails, tmp_path: Path
) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    sign_up(page, mails, "app@example.org")
    page.goto(FACTORS)
    page.get_by_role("link", name="Set up an app").click()
    _show_password(page)
    picture = page.get_by_role("img", name="QR code with the key")
    assert picture.evaluate("(image) => image.complete && image.naturalWidth > 0")
    look_over(page)
    secret = page.get_by_label("Or type this key into it").input_value()
    _code_field(page).fill("000000")
    _press(page, "Done, turn it on")
    expect(page.get_by_text("This code does not fit")).to_be_visible()
    look_over(page)
    assert page.get_by_label("Or type this key into it").input_value() == secret
    used_at = int(time.time()) // 30
    _code_field(page).fill(code_of(secret))
    _press(page, "Done, turn it on")
    codes = _saved_codes(page, tmp_path)
    look_over(page)

    _log_out(page)
    give_password(page, "app@example.org")
    _heading(page, "One more step")
    look_over(page)
    _code_field(page).fill(codes[0])
    page.get_by_role("button", name="Log in", exact=True).click()
    _is_in(page)
    assert "9 are left" in text_of(mails.wait("app@example.org", 3))

    _log_out(page)
    give_password(page, "app@example.org")
    _code_field(page).fill(codes[0])
    page.get_by_role("button", name="Log in", exact=True).click()
    expect(page.get_by_text("was used already")).to_be_visible()
    _code_field(page).fill(_next_code(secret, used_at))
    page.get_by_role("button", name="Log in", exact=True).click()
    _is_in(page)

    page.goto(FACTORS)
    expect(page.get_by_text("9 of 10 are left")).to_be_visible()
    page.get_by_role("link", name="New recovery codes").click()
    _show_password(page)
    look_over(page)
    _press(page, "Make new ones")
    assert not set(_saved_codes(page, tmp_path)) & set(codes)
    page.goto(f"{FACTORS}app/remove/")
    look_over(page)
    _press(page, "Remove the app")
    expect(page.get_by_role("link", name="Set up an app")).to_be_visible()


def test_without_javascript_the_page_says_what_a_passkey_needs(browser: Browser, stack: Stack) -> None:
    context = browser.new_context(base_url=stack.base_url, locale="en-GB", java_script_enabled=False)
    page = context.new_page()
    page.goto(LOG_IN)
    _press(page, "Log in with a passkey")
    expect(page.get_by_text("it needs JavaScript for that")).to_be_visible()
    context.close()
