"""Recovery codes, secrets at rest, and what operators do about second factors."""

from __future__ import annotations

from io import StringIO

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.core.management import CommandError, call_command
from django.test import Client
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from accounts.factors.sealing import UnknownKeyError, seal, unseal
from accounts.models import User
from accounts.services import make_sample_user
from netzwerk.settings.environment import read_environment
from tests.accounts.conftest import SendMails
from tests.accounts.factor_browser import BASE, give_password, is_in
from tests.factor_makers import code_of, make_app, make_codes, make_passkey

CODES, NEW, STEP = f"{BASE}/codes/", f"{BASE}/codes/new/", f"{BASE}/authenticate/"
ANOTHER_KEY = "another key of this site, long enough to be one"


def run(name: str, *arguments: str) -> str:
    """Run a command and return what it says."""
    said = StringIO()
    call_command(name, *arguments, stdout=said)
    return said.getvalue()


def test_codes_are_shown_once_with_a_file_to_keep(known: Client, alice: User) -> None:
    make_app(alice)
    first = make_codes(alice)[0]
    written = f"{first[:4]}-{first[4:]}"

    response = known.get(CODES)
    page = response.content.decode()
    assert written in page
    assert "They are shown only now." in page
    assert f'href="data:text/plain;charset=utf-8,{written}%0A' in page
    assert "no-store" in response["Cache-Control"]

    again = known.get(CODES).content.decode()
    assert written not in again
    assert "10 of 10 are left." in again


def test_a_code_lets_in_once_and_a_mail_tells_of_it(
    visitor: Client,
    alice: User,
    send_mails: SendMails,
    clock: object,
) -> None:
    make_app(alice)
    code = make_codes(alice)[3]
    give_password(visitor, alice)

    assert visitor.post(STEP, {"code": f" {code[:4]}-{code[4:]} "}).headers["Location"] == "/"
    assert is_in(visitor)
    [notice] = send_mails()
    assert notice.subject == "A recovery code was used"
    assert "9 are left" in notice.body

    visitor.post("/accounts/logout/")
    give_password(visitor, alice)
    assert visitor.post(STEP, {"code": code}).status_code == 422
    assert not is_in(visitor)


def test_new_codes_replace_the_old_ones_and_are_told_by_mail(
    known: Client,
    alice: User,
    send_mails: SendMails,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    make_app(alice)
    old = make_codes(alice)
    known.get(CODES)

    assert "The 10 that are left are worth nothing" in known.get(NEW).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        assert known.post(NEW).headers["Location"] == CODES

    page = known.get(CODES).content.decode()
    assert not any(f"{code[:4]}-{code[4:]}" in page for code in old)
    [notice] = send_mails()
    assert notice.subject == "You have new recovery codes"
    known.post("/accounts/logout/")
    give_password(known, alice)
    assert known.post(STEP, {"code": old[0]}).status_code == 422


def test_without_a_second_step_there_are_no_codes(known: Client) -> None:
    assert known.get(CODES).headers["Location"] == f"{BASE}/"
    refused = known.post(NEW)
    assert refused.status_code == 422
    assert "Please set up an app or a passkey first." in refused.content.decode()


def test_the_page_leads_to_the_devices_that_are_logged_in(known: Client) -> None:
    assert 'href="/settings/devices/"' in known.get(f"{BASE}/").content.decode()


def test_codes_of_long_ago_are_asked_for_by_password(alice_client: Client, alice: User) -> None:
    make_app(alice)
    make_codes(alice)

    assert alice_client.get(CODES).headers["Location"].startswith("/accounts/reauthenticate/?next=")
    assert not Authenticator.objects.get(type="recovery_codes").wrap().did_view


def test_a_sample_account_is_led_back_kindly(db: None) -> None:
    sample, browser = make_sample_user(language="en", time_zone="UTC"), Client(HTTP_HOST="localhost")
    browser.force_login(sample)

    for path in (f"{BASE}/", f"{BASE}/app/add/", f"{BASE}/passkeys/add/", CODES, NEW):
        assert browser.get(path).headers["Location"] == "/settings/"
        assert browser.post(path).headers["Location"] == "/settings/"
    page = browser.get("/settings/").content.decode()
    assert "A sample account has no password" in page
    assert "Passkeys and codes" not in page


def test_what_is_sealed_is_read_with_its_key_alone(settings: Settings) -> None:
    sealed = seal("secret")

    assert sealed != seal("secret")
    assert "secret" not in sealed
    assert unseal(sealed) == "secret"
    with pytest.raises(UnknownKeyError):
        unseal(sealed[:-2] + "AA")
    with pytest.raises(UnknownKeyError):
        unseal("")
    settings.SECRET_KEY = ANOTHER_KEY
    with pytest.raises(UnknownKeyError):
        unseal(sealed)


def test_a_key_of_before_still_opens_and_need_not_once_all_is_sealed_anew(alice: User, settings: Settings) -> None:
    secret, codes, old = make_app(alice), make_codes(alice), settings.SECRET_KEY
    make_passkey(alice)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = ANOTHER_KEY, [old]
    assert TOTP(Authenticator.objects.get(type="totp")).validate_code(code_of(secret))

    assert "2 sealed with the key of now." in run("reseal_second_factors")

    settings.SECRET_KEY_FALLBACKS = []
    assert Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes() == codes
    settings.SECRET_KEY = old
    assert "2 cannot be read" in run("reseal_second_factors")


def test_keys_of_before_stand_in_one_setting_with_spaces_between(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY_FALLBACKS", " one-key  another-key ")
    assert read_environment().secret_key_fallbacks == ("one-key", "another-key")

    monkeypatch.delenv("SECRET_KEY_FALLBACKS")
    assert read_environment().secret_key_fallbacks == ()


def test_after_another_secret_key_codes_are_refused_with_a_reason_and_passkeys_go_on(
    known: Client,
    alice: User,
    settings: Settings,
) -> None:
    secret = make_app(alice)
    make_codes(alice)
    make_passkey(alice)
    settings.SECRET_KEY = ANOTHER_KEY
    visitor = Client(HTTP_HOST="localhost")
    give_password(visitor, alice)

    refused = visitor.post(STEP, {"code": code_of(secret)})

    assert refused.status_code == 422
    assert "The key of this site was changed" in refused.content.decode()
    assert "Use a passkey" in visitor.get(STEP).content.decode()
    assert not is_in(visitor)


def test_after_another_secret_key_the_settings_still_open_and_new_codes_can_be_made(
    alice: User,
    settings: Settings,
    visitor: Client,
) -> None:
    make_app(alice)
    make_codes(alice)
    settings.SECRET_KEY = ANOTHER_KEY
    visitor.force_login(alice)
    visitor.post("/accounts/reauthenticate/", {"password": "correct horse battery"})

    assert visitor.get(f"{BASE}/").status_code == 200
    assert visitor.get(CODES).headers["Location"] == f"{BASE}/"
    assert visitor.get(NEW).status_code == 200
    assert visitor.post(NEW).headers["Location"] == CODES
    assert "They are shown only now." in visitor.get(CODES).content.decode()


def test_an_operator_takes_everything_away_from_whoever_lost_it_and_a_mail_tells(
    visitor: Client, alice: User, charlie: User, send_mails: SendMails
) -> None:
    for user in (alice, charlie):
        make_app(user)
        make_codes(user)
        make_passkey(user)
    User.objects.filter(pk=alice.pk).update(language="de")

    assert "Alice@example.org".lower() in run("remove_second_factors", "Alice@Example.org")

    assert set(Authenticator.objects.values_list("user", flat=True)) == {charlie.pk}
    [notice] = send_mails()
    assert notice.to == [alice.email]
    assert notice.subject == "Passkeys und Codes wurden entfernt"
    assert give_password(visitor, alice) == "/"
    assert is_in(visitor)


def test_where_there_is_nothing_to_take_away_no_mail_goes_out(alice: User, send_mails: SendMails) -> None:
    assert "has no passkey and no codes" in run("remove_second_factors", alice.email)
    assert send_mails() == []
    with pytest.raises(CommandError, match="No account has the address"):
        run("remove_second_factors", "nobody@example.org")
