"""The headers that tell browsers what a page may do: on every kind of answer, errors too."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from pytest_django import Settings

from accounts.models import User
from netzwerk.settings.environment import environment
from tests.factories import make_contact

STRICT = {
    "default-src": "'none'", "script-src": "'self'", "style-src": "'self'", "img-src": "'self' data:",
    "font-src": "'self'", "connect-src": "'self'", "manifest-src": "'self'", "form-action": "'self'",
    "frame-src": "'self'", "frame-ancestors": "'none'", "base-uri": "'none'",
}  # fmt: skip

Ask = Callable[[Client], Any]
ANSWERS: dict[str, tuple[int, Ask]] = {
    "page": (200, lambda client: client.get("/")),
    "part": (200, lambda client: client.get("/contacts/", headers={"hx-request": "true"})),
    "script": (200, lambda client: client.get("/service-worker.js")),
    "offline": (200, lambda client: client.get("/offline/")),
    "health": (200, lambda client: client.get("/health/ready")),
    "redirect": (302, lambda client: client.post("/settings/theme/", {"theme": "dark"})),
    "too many fields": (400, lambda client: client.get("/contacts/?" + "a=1&" * 2001)),
    "wrong host": (400, lambda client: client.get("/", headers={"host": "evil.example.com"})),
    "not found": (404, lambda client: client.get("/nowhere/")),
    "of nobody": (404, lambda client: client.get(f"/contacts/{uuid4()}/")),
    "forged link": (404, lambda client: client.get("/reminders/act/forged/")),
    "wrong method": (405, lambda client: client.get("/settings/theme/")),
    "invalid": (422, lambda client: client.post("/contacts/new/", {"name": ""})),
}


def policy_of(response: Any) -> dict[str, str]:
    parts = [part.strip().partition(" ") for part in response["Content-Security-Policy"].split(";")]
    return {name: values for name, _space, values in parts}


def check(response: Any) -> None:
    assert policy_of(response) == STRICT
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["X-Frame-Options"] == "DENY"
    assert response["Referrer-Policy"] == "same-origin"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "Access-Control-Allow-Origin" not in response


@pytest.mark.parametrize("kind", ANSWERS)
def test_every_kind_of_answer_carries_the_strict_policy(member: Client, kind: str) -> None:
    status, ask = ANSWERS[kind]

    response = ask(member)

    assert response.status_code == status
    check(response)


def test_an_error_of_the_server_carries_it_too(member: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("today.views.day_of", None)

    response = member.get("/")

    assert response.status_code == 500
    assert "TypeError" not in response.content.decode()
    check(response)


def test_a_form_from_elsewhere_is_refused_with_it(alice: User) -> None:
    client = Client(HTTP_HOST="localhost", enforce_csrf_checks=True)
    client.force_login(alice)

    response = client.post("/settings/", headers={"origin": "https://evil.example.com"})

    assert response.status_code == 403
    check(response)


def test_too_many_attempts_are_refused_with_it(visitor: Client) -> None:
    for _attempt in range(6):
        response = visitor.post("/accounts/password/reset/", {"email": "nobody@example.org"})

    assert response.status_code == 429
    check(response)


def test_who_is_in_the_bin_is_gone_with_it(alice: User, member: Client) -> None:
    contact = make_contact(alice, deleted_at="2026-01-01T00:00Z")

    response = member.get(f"/contacts/{contact.pk}/")

    assert response.status_code == 410
    check(response)


@pytest.mark.parametrize(
    "origin", ["https://evil.example.com", "null", "http://localhost:1", "http://localhost.evil.example.com"]
)
@pytest.mark.parametrize("address", ["/settings/theme/", "/accounts/login/", "/goals/new/", "/settings/delete/"])
def test_no_form_is_taken_from_elsewhere(alice: User, address: str, origin: str) -> None:
    client = Client(HTTP_HOST="localhost", enforce_csrf_checks=True)
    client.force_login(alice)
    client.get("/settings/")
    token = client.cookies["csrftoken"].value

    response = client.post(address, {"csrfmiddlewaretoken": token}, headers={"origin": origin})

    assert response.status_code == 403


def test_mails_of_the_machine_are_seen_in_local_mode_on_the_machine_alone(
    visitor: Client, member: Client, settings: Settings, tmp_path: Path
) -> None:
    (tmp_path / "1.eml").write_text("Subject: Secret\n\nSecret\n")
    settings.LOCAL_MAIL_DIR = tmp_path
    for client in (visitor, member):
        for address in ("/local/mails/", "/local/mails/1/", "/local/mails/1/html/"):
            settings.LOCAL_MODE = False
            assert client.get(address).status_code == 404
            settings.LOCAL_MODE = True
            for remote in ("192.0.2.7", "10.0.0.1", "::ffff:192.0.2.7", "0.0.0.0", "127.0.0.1.evil", ""):
                forwarded = {"x-forwarded-for": "127.0.0.1", "x-real-ip": "127.0.0.1", "forwarded": "for=127.0.0.1"}
                assert client.get(address, REMOTE_ADDR=remote, headers=forwarded).status_code == 404


@pytest.mark.parametrize(
    ("base_url", "is_local"),
    [("http://localhost:8000", True), ("http://127.0.0.1:8000", True), ("https://netzwerk.example.org", False),
     ("http://192.0.2.7", False), ("http://localhost.example.org", False)],
)  # fmt: skip
def test_local_mode_is_for_ones_own_machine_whatever_stands_in_front(base_url: str, is_local: bool) -> None:
    assert replace(environment, local_mode=True, base_url=base_url).is_local is is_local
    assert not replace(environment, local_mode=False, base_url=base_url).is_local
