"""Coming in by a provider and then by the second step: nothing opens in between, and nothing replaces it."""

from __future__ import annotations

import json

import pytest
from allauth.socialaccount.models import SocialAccount
from django.test import Client
from pytest_django import Settings

from accounts.models import User
from tests.accounts.elsewhere_browser import come_back, go, set_out
from tests.accounts.factor_browser import BASE, asked_at, is_in
from tests.factor_makers import code_of, make_app, make_codes, make_passkey
from tests.provider import let_know

pytestmark = pytest.mark.usefixtures("company")

STEP = f"{BASE}/authenticate/"


@pytest.fixture
def sub(provider: str, alice: User) -> str:
    """Who Alice is at the provider."""
    known = let_know(provider, "alice", email=alice.email, email_verified=True)
    SocialAccount.objects.create(user=alice, provider="company", uid=known)
    return known


def _come(client: Client, sub: str, query: str = "process=login") -> str:
    return str(come_back(client, set_out(client, query), sub, follow=False).headers["Location"])


def test_an_app_is_asked_for_after_the_provider(visitor: Client, alice: User, sub: str, clock: object) -> None:
    secret = make_app(alice)

    assert _come(visitor, sub, "process=login&next=/networks/") == STEP
    assert not is_in(visitor)
    assert "One more step" in visitor.get(STEP).content.decode()
    assert visitor.post(STEP, {"code": "000000"}).status_code == 422
    assert not is_in(visitor)

    answer = visitor.post(STEP, {"code": code_of(secret)})

    assert answer.headers["Location"] == "/networks/"
    assert is_in(visitor)


def test_a_recovery_code_does_as_well(visitor: Client, alice: User, sub: str) -> None:
    make_app(alice)
    codes = make_codes(alice)
    _come(visitor, sub)

    visitor.post(STEP, {"code": codes[0]})

    assert is_in(visitor)


def test_a_passkey_is_asked_for_after_the_provider(visitor: Client, alice: User, sub: str) -> None:
    _row, key = make_passkey(alice)
    assert _come(visitor, sub) == STEP
    assert not is_in(visitor)

    visitor.post(STEP, {"credential": json.dumps(key.show(asked_at(visitor, STEP)))})

    assert is_in(visitor)


def test_an_account_that_is_joined_by_its_address_is_asked_too(visitor: Client, alice: User, provider: str) -> None:
    make_app(alice)

    assert _come(visitor, let_know(provider, "joined", email=alice.email, email_verified=True)) == STEP
    assert not is_in(visitor)


def test_coming_twice_does_not_step_around_it(visitor: Client, alice: User, sub: str) -> None:
    make_app(alice)

    for query in ("process=login", "process=connect", "process=reauthenticate", "process=redirect", "process=x"):
        _come(visitor, sub, query)
        assert not is_in(visitor), query


def test_a_second_step_that_the_site_requires_is_set_up_whoever_lets_one_in(
    visitor: Client, alice: User, sub: str, provider: str, settings: Settings
) -> None:
    settings.SECOND_FACTOR = "required"

    for known in (sub, let_know(provider, "new", email="new@example.org", email_verified=True)):
        browser = Client(HTTP_HOST="localhost")
        page = go(browser, known)
        assert page.redirect_chain[-1][0] == f"{BASE}/"  # type: ignore[attr-defined]  # of the test client
        assert browser.get("/contacts/").headers["Location"] == f"{BASE}/"


def test_where_the_site_requires_one_it_is_asked_for_after_the_provider(
    visitor: Client, alice: User, sub: str, settings: Settings, clock: object
) -> None:
    settings.SECOND_FACTOR = "required"
    secret = make_app(alice)
    assert _come(visitor, sub) == STEP
    assert visitor.get("/contacts/").headers["Location"].startswith("/accounts/login/")

    visitor.post(STEP, {"code": code_of(secret)})

    assert is_in(visitor)
