"""Passkeys: made, renamed, removed; a log-in with one alone, as a second step, and to show who it is."""

from __future__ import annotations

import json
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from accounts.models import User
from tests.accounts.conftest import SendMails
from tests.accounts.factor_browser import BASE, asked_at, asked_by_log_in, give_password, is_in
from tests.factor_makers import SoftKey, make_app, make_passkey

KEYS = f"{BASE}/passkeys"
ADD, LOG_IN, STEP, AGAIN = f"{KEYS}/add/", f"{KEYS}/login/", f"{BASE}/authenticate/", f"{KEYS}/reauthenticate/"
HOSTILE = [
    "", "{}", "[]", "null", "1", '"text"', "not json", "a\0b", '{"response": []}', "x" * 10_000,
    '{"id": "AA", "rawId": "AA", "type": "public-key", "response": {}}',
    '{"id": "AA", "rawId": "AA", "type": "public-key", "response": "text"}',
    '{"id": "AA", "rawId": "AA", "type": "public-key", "response": {"userHandle": "AA", "clientDataJSON": "AA"}}',
    '{"id": 1, "rawId": 1, "type": "public-key", "response": {"clientDataJSON": 1, "attestationObject": 1}}',
    '{"id": "AA", "rawId": "AA", "type": "public-key", "response": {"clientDataJSON": "", "attestationObject": "A"}}',
    '{"id": "AA", "rawId": "AA", "type": "public-key", "response": {"clientDataJSON": "e30", '
    '"authenticatorData": "AA", "signature": "AA", "userHandle": "enp6enp6enp6enp6enp6enp6enp6"}}',
]  # fmt: skip


def _post(browser: Client, path: str, credential: Any, **fields: str) -> Any:
    text = credential if isinstance(credential, str) else json.dumps(credential)
    return browser.post(path, {"credential": text, **fields})


def _passkeys(user: User) -> list[str]:
    return [str(one) for one in Authenticator.objects.filter(user=user, type="webauthn").order_by("pk")]


def test_a_passkey_is_made_and_told_by_mail(known: Client, alice: User, send_mails: SendMails) -> None:
    response = _post(known, ADD, SoftKey().make(asked_at(known, ADD)), name="Phone")

    assert response.headers["Location"] == f"{BASE}/codes/"
    assert _passkeys(alice) == ["Phone"]
    [notice] = send_mails()
    assert notice.subject == "A passkey was added"
    assert "Phone" in known.get(f"{BASE}/").content.decode()


def test_the_browser_is_asked_for_one_that_logs_in_alone_and_only_for_this_site(known: Client, alice: User) -> None:
    _row, key = make_passkey(alice)

    asked = asked_at(known, ADD)["publicKey"]

    assert asked["rp"] == {"id": "localhost", "name": "Netzwerk"}
    assert asked["user"]["name"] == alice.email
    selection = asked["authenticatorSelection"]
    assert (selection["residentKey"], selection["userVerification"]) == ("required", "required")
    assert [one["id"] for one in asked["excludeCredentials"]] == [key.make({"publicKey": asked})["id"]]


def test_a_passkey_without_a_name_gets_one(known: Client, alice: User) -> None:
    for _count in range(2):
        _post(known, ADD, SoftKey().make(asked_at(known, ADD)), name="")

    assert _passkeys(alice) == ["Passkey", "Passkey 2"]


@pytest.mark.parametrize("path", [ADD, LOG_IN, AGAIN])
@pytest.mark.parametrize("credential", HOSTILE)
def test_what_no_browser_says_is_refused(known: Client, alice: User, path: str, credential: str) -> None:
    make_passkey(alice)
    if path == LOG_IN:
        known.post("/accounts/logout/")
        asked_by_log_in(known)
    else:
        asked_at(known, path)

    response = _post(known, path, credential, name="Phone")

    assert response.status_code == 422
    assert "Please try again" in response.content.decode()
    assert _passkeys(alice) == ["Phone"]


def _of_another_challenge(key: SoftKey, asked: dict[str, Any]) -> dict[str, Any]:
    asked["publicKey"]["challenge"] = "AAAA"
    return key.make(asked)


@pytest.mark.parametrize(
    "key",
    [
        SoftKey(origin="https://localhost.evil.example.com"),
        SoftKey(host="evil.example.com"),
        SoftKey(is_verified=False),
    ],
    ids=["forged page", "another site", "nobody was asked for a finger"],
)
def test_a_passkey_that_means_another_site_or_asks_nobody_is_refused(known: Client, alice: User, key: SoftKey) -> None:
    response = _post(known, ADD, key.make(asked_at(known, ADD)), name="Phone")

    assert response.status_code == 422
    assert "This passkey does not fit" in response.content.decode()
    assert _passkeys(alice) == []


def test_an_answer_to_another_question_is_refused_and_each_is_good_once(known: Client, alice: User) -> None:
    assert _post(known, ADD, _of_another_challenge(SoftKey(), asked_at(known, ADD))).status_code == 422

    made = SoftKey().make(asked_at(known, ADD))
    assert _post(known, ADD, made, name="Phone").status_code == 302
    assert _post(known, ADD, made, name="Phone").status_code == 422
    assert _passkeys(alice) == ["Phone"]


def test_a_name_that_is_too_long_is_refused(known: Client, alice: User) -> None:
    key = SoftKey().make(asked_at(known, ADD))

    assert _post(known, ADD, key, name="x" * 61).status_code == 422
    assert _passkeys(alice) == []


def test_a_passkey_alone_logs_in(visitor: Client, alice: User) -> None:
    row, key = make_passkey(alice)
    assert "Log in with a passkey" in visitor.get("/accounts/login/").content.decode()
    asked = asked_by_log_in(visitor)

    assert asked["publicKey"].get("allowCredentials", []) == []
    assert asked["publicKey"]["userVerification"] == "required"
    assert _post(visitor, LOG_IN, key.show(asked)).headers["Location"] == "/"
    assert is_in(visitor)
    row.refresh_from_db()
    assert row.last_used_at


def test_after_the_passkey_one_is_where_one_wanted_to_be_but_never_elsewhere(visitor: Client, alice: User) -> None:
    _row, key = make_passkey(alice)

    for target, place in (("/goals/", "/goals/"), ("https://evil.example.com/", "/")):
        response = _post(visitor, LOG_IN, key.show(asked_by_log_in(visitor)), next=target)
        assert response.headers["Location"] == place
        visitor.post("/accounts/logout/")


def test_a_log_in_with_a_passkey_is_not_asked_for_a_code_as_well(visitor: Client, alice: User) -> None:
    _row, key = make_passkey(alice)
    make_app(alice)

    _post(visitor, LOG_IN, key.show(asked_by_log_in(visitor)))

    assert is_in(visitor)


@pytest.mark.parametrize(
    "change",
    [
        {"is_verified": False},
        {"origin": "https://evil.example.com"},
        {"host": "evil.example.com"},
        {"user_handle": "AA"},
    ],
    ids=["nobody asked", "forged page", "another site", "another user"],
)
def test_a_log_in_that_does_not_fit_is_refused(visitor: Client, alice: User, change: dict[str, Any]) -> None:
    _row, key = make_passkey(alice)
    for name, value in change.items():
        setattr(key, name, value)

    response = _post(visitor, LOG_IN, key.show(asked_by_log_in(visitor)))

    assert response.status_code == 422
    assert "This passkey is not known here" in response.content.decode()
    assert 'action="/accounts/login/"' in response.content.decode()
    assert not is_in(visitor)


def test_a_stranger_does_not_log_in_as_somebody_else(visitor: Client, alice: User, charlie: User) -> None:
    _row, of_alice = make_passkey(alice)
    _row, of_charlie = make_passkey(charlie)
    of_charlie.user_handle = of_alice.user_handle

    assert _post(visitor, LOG_IN, of_charlie.show(asked_by_log_in(visitor))).status_code == 422
    assert not is_in(visitor)


def test_what_was_shown_once_is_worth_nothing(visitor: Client, alice: User) -> None:
    _row, key = make_passkey(alice)
    shown = key.show(asked_by_log_in(visitor))
    _post(visitor, LOG_IN, shown)
    visitor.post("/accounts/logout/")

    assert _post(visitor, LOG_IN, shown).status_code == 422
    asked_by_log_in(visitor)
    assert _post(visitor, LOG_IN, shown).status_code == 422
    assert not is_in(visitor)


def test_a_removed_passkey_and_a_closed_account_stay_outside(visitor: Client, alice: User) -> None:
    row, key = make_passkey(alice)
    User.objects.filter(pk=alice.pk).update(is_active=False)
    _post(visitor, LOG_IN, key.show(asked_by_log_in(visitor)))
    assert not is_in(visitor)

    User.objects.filter(pk=alice.pk).update(is_active=True)
    row.delete()
    assert _post(visitor, LOG_IN, key.show(asked_by_log_in(visitor))).status_code == 422


def test_log_ins_with_passkeys_are_counted(visitor: Client, clock: object) -> None:
    answers = {_post(visitor, LOG_IN, "{}").status_code for _count in range(10)}

    assert answers == {422}
    assert _post(visitor, LOG_IN, "{}").status_code == 429


def test_a_passkey_is_a_second_step(visitor: Client, alice: User) -> None:
    _row, key = make_passkey(alice)
    assert give_password(visitor, alice) == STEP

    page = visitor.get(STEP).content.decode()
    assert "Now your passkey" in page
    assert "Recovery code" in page
    assert _post(visitor, STEP, "{}").status_code == 422
    assert not is_in(visitor)
    assert _post(visitor, STEP, key.show(asked_at(visitor, STEP))).headers["Location"] == "/"
    assert is_in(visitor)


@pytest.mark.parametrize("credential", HOSTILE)
def test_the_second_step_takes_no_nonsense(visitor: Client, alice: User, credential: str) -> None:
    make_passkey(alice)
    give_password(visitor, alice)
    asked_at(visitor, STEP)

    assert _post(visitor, STEP, credential).status_code == 422
    assert not is_in(visitor)


def test_a_passkey_shows_who_it_is(alice_client: Client, alice: User) -> None:
    _row, key = make_passkey(alice)
    path = f"{AGAIN}?next={ADD}"

    assert "Your passkey, please" in alice_client.get(path).content.decode()
    assert _post(alice_client, path, "{}").status_code == 422
    assert alice_client.get(ADD).status_code == 302
    assert _post(alice_client, path, key.show(asked_at(alice_client, path))).headers["Location"] == ADD
    assert alice_client.get(ADD).status_code == 200


def test_whoever_has_no_password_shows_a_passkey_before_the_account_goes(alice_client: Client, alice: User) -> None:
    _row, key = make_passkey(alice)
    alice.set_unusable_password()
    alice.save()
    alice_client.force_login(alice)

    asked = alice_client.post("/settings/delete/", {"when": "now"})
    assert asked.headers["Location"].startswith(AGAIN)
    _post(alice_client, AGAIN, key.show(asked_at(alice_client, AGAIN)))
    assert alice_client.get("/settings/delete/").status_code == 200
