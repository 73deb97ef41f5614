"""What browsers are told: nothing inline, nothing from elsewhere, no address passed on; TLS by BASE_URL."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Any

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client

from accounts.models import User
from tests.factories import PASSWORD

PAGES = ["/", "/accounts/login/", "/accounts/signup/", "/nowhere/", "/health/live"]

# What depends on the environment is read in a process of its own, as at a real start.
ASK = """
import json, sys
from netzwerk import settings
print(json.dumps({name: getattr(settings, name, None) for name in sys.argv[1:]}))
"""
BY_BASE_URL = [
    "SECURE_HSTS_SECONDS", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "LANGUAGE_COOKIE_SECURE",
    "SECURE_PROXY_SSL_HEADER", "ALLOWED_HOSTS", "CSRF_TRUSTED_ORIGINS", "PASSWORD_HASHERS", "USE_X_FORWARDED_HOST",
    "SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME", "LANGUAGE_COOKIE_NAME", "THEME_COOKIE_NAME",
]  # fmt: skip


def _settings(base_url: str) -> dict[str, Any]:
    environment = {**os.environ, "BASE_URL": base_url}
    done = subprocess.run(
        [sys.executable, "-c", ASK, *BY_BASE_URL],
        cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True, check=True,
    )  # fmt: skip
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def _policy(response: HttpResponse) -> dict[str, list[str]]:
    parts = [part.split() for part in response["Content-Security-Policy"].split(";")]
    return {name: values for name, *values in parts}


@pytest.mark.parametrize("page", PAGES)
def test_no_page_allows_anything_inline_or_from_elsewhere(db: None, page: str) -> None:
    policy = _policy(Client(HTTP_HOST="localhost").get(page))  # type: ignore[arg-type]  # the test client's own response

    assert policy["default-src"] == ["'none'"]
    assert policy["script-src"] == policy["style-src"] == policy["form-action"] == ["'self'"]
    assert policy["frame-ancestors"] == policy["base-uri"] == ["'none'"]
    allowed = {value for values in policy.values() for value in values}
    assert allowed <= {"'none'", "'self'", "data:"}
    assert "data:" not in policy["script-src"]


def test_members_get_the_same_headers(alice_client: Client) -> None:
    response = alice_client.get("/")

    assert "unsafe" not in response["Content-Security-Policy"]
    assert response["Referrer-Policy"] == "same-origin"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["X-Frame-Options"] == "DENY"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"


def test_cookies_of_a_session_are_out_of_reach_for_scripts(alice: User) -> None:
    client = Client(HTTP_HOST="localhost")
    client.post("/accounts/login/", {"login": alice.email, "password": PASSWORD})
    client.get("/settings/")

    for name in ("sessionid", "csrftoken"):
        assert client.cookies[name]["httponly"]
        assert client.cookies[name]["samesite"] == "Lax"


def test_https_brings_secure_cookies_and_hsts() -> None:
    found = _settings("https://netzwerk.example.org")

    assert found["SECURE_HSTS_SECONDS"] >= 31536000
    assert found["SESSION_COOKIE_SECURE"] and found["CSRF_COOKIE_SECURE"] and found["LANGUAGE_COOKIE_SECURE"]
    for cookie in ("SESSION", "CSRF", "LANGUAGE", "THEME"):
        assert found[f"{cookie}_COOKIE_NAME"].startswith("__Host-")
    assert found["SECURE_PROXY_SSL_HEADER"] == ["HTTP_X_FORWARDED_PROTO", "https"]
    assert found["ALLOWED_HOSTS"] == ["netzwerk.example.org"]
    assert found["CSRF_TRUSTED_ORIGINS"] == ["https://netzwerk.example.org"]


def test_plain_http_has_neither_and_believes_no_proxy() -> None:
    found = _settings("http://localhost:8000")

    assert found["SECURE_HSTS_SECONDS"] == 0
    assert not (found["SESSION_COOKIE_SECURE"] or found["CSRF_COOKIE_SECURE"] or found["LANGUAGE_COOKIE_SECURE"])
    assert found["SECURE_PROXY_SSL_HEADER"] is None
    assert not found["USE_X_FORWARDED_HOST"]


def test_passwords_are_kept_with_argon2() -> None:
    assert _settings("http://localhost:8000")["PASSWORD_HASHERS"][0].endswith("Argon2PasswordHasher")


def test_a_form_from_elsewhere_changes_nothing(alice: User) -> None:
    client = Client(HTTP_HOST="localhost", enforce_csrf_checks=True)
    client.force_login(alice)

    response = client.post("/settings/", {"first_name": "Mallory"}, headers={"origin": "https://evil.example.com"})

    assert response.status_code == 403
    alice.refresh_from_db()
    assert alice.first_name == "Alice"
