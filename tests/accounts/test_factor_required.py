"""A site that asks everybody for a second step: where that leads, what stays open, and that nobody removes the last."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from accounts import services
from accounts.factors.required import must_stay
from accounts.models import User
from tests.accounts.conftest import SendMails, path_in
from tests.accounts.factor_browser import BASE, asked_at, give_password
from tests.factor_makers import SoftKey, code_of, make_app, make_codes, make_passkey
from tests.factories import PASSWORD

ADD, REMOVE = f"{BASE}/app/add/", f"{BASE}/app/remove/"


@pytest.fixture(autouse=True)
def _required(settings: Settings) -> None:
    settings.SECOND_FACTOR = "required"


@pytest.mark.parametrize("path", ["/", "/contacts/", "/settings/", "/settings/devices/", "/admin/", "/accounts/email/"])
def test_a_log_in_of_before_is_led_to_set_one_up_whatever_is_opened(alice_client: Client, path: str) -> None:
    for answer in (alice_client.get(path), alice_client.post(path, {"first_name": "Eve"})):
        assert (answer.status_code, answer.headers["Location"]) == (302, f"{BASE}/")


def test_the_page_says_why(alice_client: Client, settings: Settings) -> None:
    assert "everybody logs in with a second step" in alice_client.get(f"{BASE}/").content.decode()
    settings.SECOND_FACTOR = "offered"
    assert "everybody logs in with a second step" not in alice_client.get(f"{BASE}/").content.decode()


def test_nothing_is_done_before(alice_client: Client, alice: User) -> None:
    alice_client.post("/settings/", {"first_name": "Eve", "language": "en", "time_zone": "UTC", "leap_day": "before"})

    alice.refresh_from_db()
    assert alice.first_name != "Eve"


def test_scripts_get_an_answer_that_they_understand(alice_client: Client) -> None:
    htmx = alice_client.get("/contacts/", headers={"hx-request": "true"})
    assert (htmx.status_code, htmx.headers["HX-Redirect"], htmx.content) == (403, f"{BASE}/", b"")

    for said in ("application/json", "*/*"):
        answer = alice_client.get("/contacts/", headers={"accept": said})
        assert answer.status_code == 403
        assert answer.json() == {"detail": "Please set up a second step first.", "url": f"{BASE}/"}


def test_a_page_that_the_service_worker_fetches_is_a_page(alice_client: Client) -> None:
    said = {"accept": "text/html,application/xhtml+xml,*/*;q=0.8", "sec-fetch-dest": "empty"}

    assert alice_client.get("/contacts/", headers=said).headers["Location"] == f"{BASE}/"


@pytest.mark.parametrize("path", [f"{BASE}/", "/health/live", "/offline/", "/service-worker.js"])
def test_what_is_on_the_way_stays_open(alice_client: Client, path: str) -> None:
    assert alice_client.get(path).status_code == 200


def test_language_theme_and_log_out_work(alice_client: Client, alice: User) -> None:
    alice_client.post("/settings/language/", {"language": "de", "next": f"{BASE}/"})
    alice_client.post("/settings/theme/", {"theme": "dark"})
    alice.refresh_from_db()
    assert (alice.language, alice.theme) == ("de", "dark")
    assert "eine Sache" in alice_client.get(f"{BASE}/").content.decode()

    alice_client.post("/accounts/logout/")

    assert alice_client.get("/contacts/").headers["Location"].startswith("/accounts/login/")


def test_an_account_that_is_about_to_go_can_be_kept(alice_client: Client, alice: User) -> None:
    services.schedule_deletion(user=alice, now=timezone.now() - timedelta(days=3))

    alice_client.post("/settings/keep/")

    alice.refresh_from_db()
    assert alice.deletion_due_at is None


def test_an_app_opens_everything(known: Client) -> None:
    known.post(ADD, {"code": code_of(str(known.get(ADD).context["form"].secret))})

    assert known.get(f"{BASE}/codes/").status_code == 200
    assert known.get("/contacts/").status_code == 200


def test_a_passkey_opens_everything(known: Client) -> None:
    made = SoftKey().make(asked_at(known, f"{BASE}/passkeys/add/"))
    known.post(f"{BASE}/passkeys/add/", {"name": "Laptop", "credential": json.dumps(made)})

    assert known.get("/contacts/").status_code == 200


def test_setting_it_up_asks_who_it_is(alice_client: Client) -> None:
    for path in (ADD, f"{BASE}/passkeys/add/"):
        assert alice_client.get(path).headers["Location"].startswith("/accounts/reauthenticate/")
    assert "Your password, please" in alice_client.get("/accounts/reauthenticate/").content.decode()


def test_whoever_has_just_signed_up_is_led_there_too(visitor: Client, send_mails: SendMails) -> None:
    visitor.post("/accounts/signup/", {"email": "new@example.org", "password1": "correct horse battery staple"})
    visitor.post(path_in(send_mails()[0]))

    assert visitor.get("/goals/start/").headers["Location"] == f"{BASE}/"


def test_the_log_in_asks_whoever_has_one(visitor: Client, alice: User) -> None:
    make_app(alice)

    assert give_password(visitor, alice) == f"{BASE}/authenticate/"
    assert visitor.get("/contacts/").headers["Location"].startswith("/accounts/login/")


def test_recovery_codes_alone_are_none(alice_client: Client, alice: User) -> None:
    make_codes(alice)

    assert alice_client.get("/contacts/").headers["Location"] == f"{BASE}/"


def test_the_factor_of_a_stranger_opens_nothing(alice_client: Client, charlie: User) -> None:
    make_app(charlie)

    assert alice_client.get("/contacts/").status_code == 302


def test_the_last_one_stays(known: Client, alice: User) -> None:
    make_app(alice)
    why = "Set up another, then remove it."

    assert why in known.get(REMOVE).content.decode()
    refused = known.post(REMOVE)
    assert (refused.status_code, why in refused.content.decode()) == (422, True)

    passkey, _key = make_passkey(alice)
    assert why not in known.get(REMOVE).content.decode()
    assert known.post(REMOVE).headers["Location"] == f"{BASE}/"
    path = f"{BASE}/passkeys/{passkey.pk}/remove/"
    assert why in known.get(path).content.decode()
    refused = known.post(path)
    assert (refused.status_code, why in refused.content.decode()) == (422, True)
    assert must_stay(passkey)
    assert Authenticator.objects.get(user=alice) == passkey


def test_of_two_passkeys_one_may_go(known: Client, alice: User) -> None:
    old, _key = make_passkey(alice, "Old")
    make_passkey(alice, "New")

    assert known.post(f"{BASE}/passkeys/{old.pk}/remove/").headers["Location"] == f"{BASE}/"
    assert str(Authenticator.objects.get(user=alice)) == "New"


def test_where_it_is_only_offered_the_last_one_may_go(known: Client, alice: User, settings: Settings) -> None:
    settings.SECOND_FACTOR = "offered"
    make_app(alice)

    assert known.post(REMOVE).headers["Location"] == f"{BASE}/"
    assert known.get("/contacts/").status_code == 200


def test_whoever_lost_it_all_sets_it_up_anew(alice_client: Client, alice: User) -> None:
    make_app(alice)
    assert alice_client.get("/contacts/").status_code == 200

    services.remove_second_factors(user=alice)

    assert alice_client.get("/contacts/").headers["Location"] == f"{BASE}/"
    assert alice_client.post("/accounts/reauthenticate/", {"password": PASSWORD}).status_code == 302
    assert alice_client.get(ADD).status_code == 200


def test_sample_accounts_which_nobody_logs_in_to_need_none(client: Client, db: None) -> None:
    client.force_login(services.make_sample_user(language="en", time_zone="UTC"))

    assert client.get("/contacts/").status_code == 200


def test_it_costs_one_query_and_none_where_it_is_offered(
    alice_client: Client, alice: User, settings: Settings, django_assert_same_queries: Any
) -> None:
    make_app(alice)
    alice_client.get("/settings/app-passwords/")
    with django_assert_same_queries() as required:
        alice_client.get("/settings/app-passwords/")
    settings.SECOND_FACTOR = "offered"
    with django_assert_same_queries() as offered:
        alice_client.get("/settings/app-passwords/")

    assert len(required) == len(offered) + 1
