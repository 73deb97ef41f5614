"""The settings of passkeys: another name, removal, and that a stranger sees none."""

from __future__ import annotations

from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from accounts.models import User
from tests.accounts.conftest import SendMails
from tests.accounts.factor_browser import BASE
from tests.factor_makers import make_codes, make_passkey
from tests.factories import PASSWORD

KEYS = f"{BASE}/passkeys"


def _passkeys(user: User) -> list[str]:
    return [str(one) for one in Authenticator.objects.filter(user=user, type="webauthn").order_by("pk")]


def test_a_passkey_gets_another_name(known: Client, alice: User) -> None:
    row, _key = make_passkey(alice)
    path = f"{KEYS}/{row.pk}/rename/"

    assert 'value="Phone"' in known.get(path).content.decode()
    for bad in ("", "x" * 61, "a\0b"):
        assert known.post(path, {"name": bad}).status_code == 422
    assert known.post(path, {"name": "<b>Laptop</b>"}).headers["Location"] == f"{BASE}/"
    assert _passkeys(alice) == ["<b>Laptop</b>"]
    assert "&lt;b&gt;Laptop" in known.get(f"{BASE}/").content.decode()


def test_a_passkey_is_removed_after_a_question(known: Client, alice: User, send_mails: SendMails) -> None:
    row, _key = make_passkey(alice)
    make_codes(alice)
    path = f"{KEYS}/{row.pk}/remove/"

    assert "It is your last one" in known.get(path).content.decode()
    assert known.post(path).headers["Location"] == f"{BASE}/"

    assert not Authenticator.objects.filter(user=alice).exists()
    [notice] = send_mails()
    assert notice.subject == "A passkey was removed"


@pytest.mark.parametrize("what", ["rename", "remove"])
def test_a_stranger_sees_no_passkey(known: Client, alice: User, charlie_client: Client, what: str) -> None:
    row, _key = make_passkey(alice)
    charlie_client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    path = f"{KEYS}/{row.pk}/{what}/"

    assert charlie_client.get(path).status_code == 404
    assert charlie_client.post(path, {"name": "Mine"}).status_code == 404
    assert _passkeys(alice) == ["Phone"]


def test_the_page_asks_as_often_for_many_passkeys_as_for_one(
    known: Client,
    alice: User,
    django_assert_same_queries: Any,
) -> None:
    make_passkey(alice)
    with django_assert_same_queries() as one:
        known.get(f"{BASE}/")
    for number in range(5):
        make_passkey(alice, f"Key {number}")

    with django_assert_same_queries() as six:
        known.get(f"{BASE}/")

    assert len(six) == len(one)
