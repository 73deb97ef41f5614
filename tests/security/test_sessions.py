"""Log-ins: not fixed, not guessed, ended when they should be; and nothing told about who has an account."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, cast

import pytest
from allauth.account.models import EmailAddress as LoginAddress
from django.contrib.sessions.models import Session
from django.core.cache import caches
from django.test import Client
from pytest_django import Settings

from accounts.models import LoginMail, User
from tests.factories import PASSWORD, make_user

NEW_PASSWORD = "another long password"


def _log_in(client: Client, email: str = "alice@example.org", password: str = PASSWORD) -> Any:
    return client.post("/accounts/login/", {"login": email, "password": password})


def _is_in(client: Client) -> bool:
    return client.get("/contacts/").status_code == 200


def _reset_link() -> str:
    [text] = LoginMail.objects.filter(subject="Choose a new password").values_list("text", flat=True)
    found = re.search(r"(/accounts/password/reset/key/\S+)", text)
    assert found
    return found[1]


def _set_password(client: Client, link: str) -> int:
    page = client.get(link, follow=True).redirect_chain
    address = page[-1][0] if page else link
    fields = {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD}
    return client.post(address, fields, follow=True).status_code


def test_a_log_in_takes_over_no_session_that_was_there_before(visitor: Client, alice: User) -> None:
    visitor.cookies["sessionid"] = "a" * 32
    visitor.post("/accounts/password/reset/", {"email": alice.email})
    before = {visitor.cookies["sessionid"].value, "a" * 32}

    _log_in(visitor)

    assert visitor.cookies["sessionid"].value not in before
    assert not Session.objects.filter(pk__in=before).exists()


def test_logging_in_as_somebody_else_keeps_nothing_of_the_first(visitor: Client, alice: User, charlie: User) -> None:
    _log_in(visitor)
    first = visitor.cookies["sessionid"].value
    visitor.post("/accounts/logout/")
    _log_in(visitor, charlie.email)

    thief = Client(HTTP_HOST="localhost")
    thief.cookies["sessionid"] = first
    assert not _is_in(thief)
    assert visitor.get("/").context["user"] == charlie


def test_a_sample_account_takes_over_no_session(visitor: Client, alice: User, settings: Settings) -> None:
    settings.LOCAL_MODE = True
    _log_in(visitor)
    first = visitor.cookies["sessionid"].value

    visitor.post("/settings/sample/")

    assert visitor.get("/").context["user"].is_sample
    assert not Session.objects.filter(pk=first).exists()


@pytest.mark.parametrize("method", ["get", "head", "options", "put"])
def test_only_a_post_logs_out(member: Client, method: str) -> None:
    getattr(member, method)("/accounts/logout/?next=/")

    assert _is_in(member)


def test_a_post_from_elsewhere_logs_nobody_out(alice: User) -> None:
    client = Client(HTTP_HOST="localhost", enforce_csrf_checks=True)
    client.force_login(alice)

    assert client.post("/accounts/logout/", headers={"origin": "https://evil.example.com"}).status_code == 403
    assert _is_in(client)


def test_after_the_log_out_the_old_cookie_opens_nothing(member: Client) -> None:
    kept = member.cookies["sessionid"].value
    member.post("/accounts/logout/")

    member.cookies["sessionid"] = kept

    assert not _is_in(member)


def test_a_password_chosen_by_mail_ends_every_log_in(visitor: Client, alice: User, member: Client) -> None:
    visitor.post("/accounts/password/reset/", {"email": alice.email})

    assert _set_password(visitor, _reset_link()) == 200

    assert not _is_in(member)
    alice.refresh_from_db()
    assert alice.check_password(NEW_PASSWORD)


@pytest.mark.parametrize("between", ["log in", "another password", "used"])
def test_a_link_that_sets_a_password_works_once_and_not_after_what_makes_it_needless(
    visitor: Client, alice: User, between: str
) -> None:
    visitor.post("/accounts/password/reset/", {"email": alice.email})
    link, elsewhere = _reset_link(), Client(HTTP_HOST="localhost")
    if between == "log in":
        _log_in(elsewhere)
    elif between == "another password":
        alice.set_password("a third long password")
        alice.save()
    else:
        _set_password(elsewhere, link)
        alice.refresh_from_db()
    before = User.objects.get(pk=alice.pk).password

    _set_password(visitor, link)

    assert User.objects.get(pk=alice.pk).password == before


def test_a_link_for_one_account_sets_no_password_of_another(visitor: Client, alice: User, charlie: User) -> None:
    visitor.post("/accounts/password/reset/", {"email": alice.email})
    own = _reset_link()

    for pk in range(charlie.pk - 2, charlie.pk + 3):
        if pk != alice.pk:
            _set_password(visitor, re.sub(r"key/[^-]+-", f"key/{_base36(pk)}-", own))

    for user in (alice, charlie):
        user.refresh_from_db()
        assert user.check_password(PASSWORD)


def _base36(number: int) -> str:
    from django.utils.http import int_to_base36

    return int_to_base36(number)


@pytest.mark.parametrize("attempts", [11])
def test_showing_the_password_again_cannot_be_tried_for_ever(member: Client, attempts: int) -> None:
    answers = [member.post("/accounts/reauthenticate/", {"password": "wrong"}).status_code for _ in range(attempts)]

    assert answers[-1] == 429


def test_a_link_in_a_mail_uses_the_address_of_the_site_and_not_of_the_request(visitor: Client, alice: User) -> None:
    visitor.post("/accounts/password/reset/", {"email": alice.email},
                 headers={"host": "localhost:9999", "x-forwarded-host": "evil.example.com"})  # fmt: skip

    text = LoginMail.objects.get().text
    assert "9999" not in text
    assert "evil" not in text


AskSamePage = Callable[[str], dict[str, str]]


@pytest.mark.parametrize(
    ("address", "fields_for"),
    [
        ("/accounts/login/", lambda email: {"login": email, "password": "wrong password"}),
        ("/accounts/password/reset/", lambda email: {"email": email}),
        ("/accounts/signup/", lambda email: {"email": email, "password1": PASSWORD}),
    ],
)
@pytest.mark.parametrize("known", ["alice@example.org", "ALICE@example.org", "new@example.org"])
def test_nobody_is_told_which_addresses_have_accounts(
    visitor: Client, alice: User, address: str, fields_for: AskSamePage, known: str
) -> None:
    # The last one is an address that Alice has begun to change to.
    LoginAddress.objects.create(user=alice, email="new@example.org")

    seen = [_seen(visitor, address, fields_for(email)) for email in (known, "nobody@example.org")]

    assert seen[0] == seen[1]


def _seen(visitor: Client, address: str, fields: dict[str, str]) -> tuple[int, str, str]:
    response = visitor.post(address, fields)
    text = response.content.decode()
    for value in fields.values():
        text = text.replace(value, "…")
    text = re.sub(r'(name="csrfmiddlewaretoken" value|X-CSRFToken"): ?[^ >]+', "", text)
    text = re.sub(r'csrfmiddlewaretoken" value="[^"]+"', "", text)
    return response.status_code, response.headers.get("Location", ""), text


# Capital letters of Unicode 16, whose small ones PostgreSQL 18 knows and Python 3.11 does not.
@pytest.mark.parametrize("letter", ["\ua7cb", "\ua7dc", "\u1c89"])
def test_an_address_with_letters_that_are_too_new_is_refused(visitor: Client, member: Client, letter: str) -> None:
    address = f"dana@exa{letter}mple.org"
    member.post("/accounts/reauthenticate/", {"password": PASSWORD})

    assert visitor.post("/accounts/signup/", {"email": address, "password1": PASSWORD}).status_code == 422
    assert member.post("/accounts/email/", {"email": address, "action_add": "1"}).status_code == 422


@pytest.mark.parametrize("letter", ["ü", "İ", "Σ", "K"])
def test_an_address_with_other_letters_is_welcome(visitor: Client, letter: str) -> None:
    fields = {"email": f"dana@exa{letter}mple.org", "password1": PASSWORD}

    assert visitor.post("/accounts/signup/", fields).status_code == 302


def test_the_cache_knows_nobody_by_name(visitor: Client, alice: User, member: Client) -> None:
    _log_in(visitor, password="wrong")
    visitor.post("/accounts/password/reset/", {"email": alice.email})
    member.post("/reminders/send-now/")

    store = cast(Any, caches["default"])._cache.get_client()
    keys = [key.decode() for key in store.scan_iter(f"*{caches['default'].key_prefix}*")]
    values = [str(store.get(key)) for key in keys]

    assert keys
    assert not [text for text in keys + values if "alice" in text.lower()]


def test_a_deleted_account_is_out_everywhere_at_once(real_transactions: None) -> None:
    alice = make_user()
    here, there = Client(HTTP_HOST="localhost"), Client(HTTP_HOST="localhost")
    for client in (here, there):
        _log_in(client)

    here.post("/settings/delete/", {"when": "now", "password": PASSWORD})

    assert not _is_in(here) and not _is_in(there)
    assert _log_in(there).status_code == 422
    assert not User.objects.filter(pk=alice.pk).exists()
