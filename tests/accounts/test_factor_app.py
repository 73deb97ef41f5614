"""Codes from an app: setting it up, the log-in with it, and that a code is good once."""

from __future__ import annotations

import pytest
import time_machine
from allauth.account.models import EmailAddress as LoginAddress
from allauth.mfa.models import Authenticator
from django.test import Client
from pytest_django import DjangoCaptureOnCommitCallbacks

from accounts.models import User
from tests.accounts.conftest import SendMails, path_in
from tests.accounts.factor_browser import BASE, give_password, is_in
from tests.factor_makers import code_of, make_app, make_codes
from tests.factories import PASSWORD

ADD, REMOVE, STEP = f"{BASE}/app/add/", f"{BASE}/app/remove/", f"{BASE}/authenticate/"
NEW_PASSWORD = "another long password"


def _secret(browser: Client) -> str:
    return str(browser.get(ADD).context["form"].secret)


def test_the_page_shows_a_picture_that_the_policy_lets_through_and_the_key_as_text(known: Client) -> None:
    response = known.get(ADD)

    page, secret = response.content.decode(), response.context["form"].secret
    assert 'src="data:image/svg+xml;base64,' in page
    assert f'value="{secret}"' in page
    assert "img-src 'self' data:" in response["Content-Security-Policy"]
    assert "no-store" in response["Cache-Control"]


def test_an_app_is_set_up_by_its_first_code_and_told_by_mail(
    known: Client,
    alice: User,
    send_mails: SendMails,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    secret = _secret(known)

    with django_capture_on_commit_callbacks(execute=True):
        response = known.post(ADD, {"code": code_of(secret)})

    assert response.headers["Location"] == f"{BASE}/codes/"
    assert {one.type for one in Authenticator.objects.filter(user=alice)} == {"totp", "recovery_codes"}
    [notice] = send_mails()
    assert notice.subject == "The log-in asks for a code from now on"
    assert "Was it not you?" in notice.body
    assert "Set up on 16 Mar 2026" in known.get(f"{BASE}/").content.decode()


def test_a_secret_lies_in_the_database_sealed(known: Client, alice: User) -> None:
    secret = _secret(known)
    known.post(ADD, {"code": code_of(secret)})

    kept = [str(one.data) for one in Authenticator.objects.filter(user=alice)]
    assert len(kept) == 2
    assert not any(secret in text for text in kept)
    assert all("gAAAA" in text for text in kept)


@pytest.mark.parametrize("code", ["", "000000", "a\0b", "x" * 10_000, "١٢٣٤٥٦", "12345", "{{ 7 }}"])
def test_a_wrong_first_code_is_refused_and_the_key_stays(known: Client, alice: User, code: str) -> None:
    secret = _secret(known)

    response = known.post(ADD, {"code": code})

    assert response.status_code == 422
    assert response.context["form"].errors["code"]
    assert response.context["form"].secret == secret
    assert not Authenticator.objects.filter(user=alice).exists()


def test_the_log_in_asks_for_the_code_after_the_password(visitor: Client, alice: User, clock: object) -> None:
    secret = make_app(alice)

    assert give_password(visitor, alice) == STEP
    assert not is_in(visitor)
    assert "Now the code that your app shows." in visitor.get(STEP).content.decode()
    assert visitor.post(STEP, {"code": "000000"}).status_code == 422
    assert not is_in(visitor)
    assert visitor.post(STEP, {"code": code_of(secret)}).headers["Location"] == "/"
    assert is_in(visitor)


def test_the_step_leads_to_where_one_wanted_to_be(visitor: Client, alice: User, clock: object) -> None:
    secret = make_app(alice)
    visitor.post("/accounts/login/?next=/goals/", {"login": alice.email, "password": PASSWORD})

    assert visitor.post(STEP, {"code": code_of(secret)}).headers["Location"] == "/goals/"


def test_a_code_is_good_once(visitor: Client, alice: User, clock: time_machine.Traveller) -> None:
    secret, other = make_app(alice), Client(HTTP_HOST="localhost")
    code = code_of(secret)
    give_password(visitor, alice)
    visitor.post(STEP, {"code": code})
    give_password(other, alice)

    replayed = other.post(STEP, {"code": code})

    assert replayed.status_code == 422
    assert "was used already" in replayed.content.decode()
    assert not is_in(other)
    clock.shift(30)
    assert other.post(STEP, {"code": code}).status_code == 422
    assert other.post(STEP, {"code": code_of(secret)}).status_code == 302


def test_the_first_code_of_an_app_logs_nobody_in_as_well(known: Client, alice: User) -> None:
    code = code_of(_secret(known))
    known.post(ADD, {"code": code})
    other = Client(HTTP_HOST="localhost")
    give_password(other, alice)

    assert other.post(STEP, {"code": code}).status_code == 422


def test_a_code_of_before_or_after_is_none(visitor: Client, alice: User, clock: object) -> None:
    secret = make_app(alice)
    give_password(visitor, alice)

    for steps in (-1, 1):
        assert visitor.post(STEP, {"code": code_of(secret, steps)}).status_code == 422


def test_codes_are_not_guessed(visitor: Client, alice: User, clock: object) -> None:
    secret = make_app(alice)
    give_password(visitor, alice)
    for _attempt in range(5):
        assert visitor.post(STEP, {"code": "000000"}).status_code == 422

    late = visitor.post(STEP, {"code": code_of(secret)})

    assert late.status_code == 422
    assert "That was tried too often." in late.content.decode()
    assert not is_in(visitor)


def test_a_wrong_first_code_is_not_guessed_either(known: Client) -> None:
    secret = _secret(known)
    for _attempt in range(5):
        known.post(ADD, {"code": "000000"})

    late = known.post(ADD, {"code": code_of(secret)})

    assert late.status_code == 422
    assert "Please wait a few minutes." in late.content.decode()


def test_nobody_gets_to_the_step_without_the_password(visitor: Client, alice: User) -> None:
    make_app(alice)

    assert visitor.get(STEP).headers["Location"] == "/accounts/login/"
    assert visitor.post(STEP, {"code": "000000"}).headers["Location"] == "/accounts/login/"


def test_a_new_password_by_mail_does_not_replace_the_code(
    visitor: Client,
    alice: User,
    send_mails: SendMails,
    clock: object,
) -> None:
    make_app(alice)
    visitor.post("/accounts/password/reset/", {"email": alice.email})
    [mail] = send_mails()
    form = visitor.get(path_in(mail), follow=True).redirect_chain[-1][0]

    visitor.post(form, {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD}, follow=True)

    assert not is_in(visitor)
    visitor.post("/accounts/login/", {"login": alice.email, "password": NEW_PASSWORD})
    assert not is_in(visitor)
    assert visitor.get(STEP).status_code == 200


def test_the_link_of_a_mail_that_confirms_an_address_does_not_replace_the_code(
    visitor: Client,
    alice: User,
    send_mails: SendMails,
    clock: object,
) -> None:
    secret = make_app(alice)
    LoginAddress.objects.filter(user=alice).update(verified=False)
    assert give_password(visitor, alice) == "/accounts/confirm-email/"
    [mail] = send_mails()

    visitor.post(path_in(mail), follow=True)

    assert not is_in(visitor)
    visitor.post(STEP, {"code": code_of(secret)})
    assert is_in(visitor)


def test_an_app_is_removed_after_a_question_and_the_last_thing_takes_the_codes_along(
    known: Client,
    alice: User,
    send_mails: SendMails,
) -> None:
    make_app(alice)
    make_codes(alice)

    assert "Remove the app" in known.get(REMOVE).content.decode()
    assert known.post(REMOVE).headers["Location"] == f"{BASE}/"

    assert not Authenticator.objects.filter(user=alice).exists()
    [notice] = send_mails()
    assert notice.subject == "The app for codes was removed"
    known.post("/accounts/logout/")
    assert give_password(known, alice) == "/"


def test_what_is_not_set_up_cannot_be_removed(known: Client) -> None:
    assert known.get(REMOVE).status_code == 404
    assert known.post(REMOVE).status_code == 404


def test_a_second_app_is_none(known: Client, alice: User) -> None:
    make_app(alice)

    assert known.get(ADD).headers["Location"] == REMOVE


@pytest.mark.parametrize("path", [ADD, REMOVE, f"{BASE}/codes/new/", f"{BASE}/passkeys/add/"])
def test_a_log_in_of_long_ago_has_to_show_again_who_it_is(alice_client: Client, alice: User, path: str) -> None:
    if path != ADD:
        make_app(alice)
        make_codes(alice)

    for response in (alice_client.get(path), alice_client.post(path)):
        assert response.headers["Location"].startswith("/accounts/reauthenticate/?next=")
    assert Authenticator.objects.filter(user=alice).count() == (0 if path == ADD else 2)


def test_a_code_shows_who_it_is_as_well_as_the_password(alice_client: Client, alice: User, clock: object) -> None:
    secret, again = make_app(alice), f"{BASE}/reauthenticate/?next={REMOVE}"

    assert "Use a code instead" in alice_client.get("/accounts/reauthenticate/").content.decode()
    page = alice_client.get(again)
    assert "A code, please" in page.content.decode()
    assert "Use the password instead" in page.content.decode()
    assert alice_client.post(again, {"code": "000000"}).status_code == 422
    assert alice_client.post(again, {"code": code_of(secret)}).headers["Location"] == REMOVE
    assert alice_client.get(REMOVE).status_code == 200


def test_another_mail_address_is_possible_with_a_second_step(known: Client, alice: User, send_mails: SendMails) -> None:
    make_app(alice)

    known.post("/accounts/email/", {"email": "new@example.org", "action_add": "1"})
    [mail] = send_mails()
    known.post(path_in(mail))

    alice.refresh_from_db()
    assert alice.email == "new@example.org"
