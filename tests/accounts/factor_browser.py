"""What a browser does at the log-in with second factors."""

from __future__ import annotations

import json
import re
from html import unescape
from typing import Any

from django.test import Client

from accounts.models import User
from tests.factories import PASSWORD

BASE = "/accounts/second-step"


def options_of(html: str) -> dict[str, Any]:
    """Return what a page asks the browser for."""
    found = re.search(r'data-passkey-options-value="([^"]+)"', html)
    assert found, html
    asked: dict[str, Any] = json.loads(unescape(found[1]))
    return asked


def asked_at(client: Client, path: str) -> dict[str, Any]:
    """Return what the page at a path asks the browser for."""
    return options_of(client.get(path).content.decode())


def asked_by_log_in(client: Client) -> dict[str, Any]:
    """Return what the log-in asks the browser for when its button is pressed."""
    answer = client.get(f"{BASE}/passkeys/login/", headers={"accept": "application/json"})
    asked: dict[str, Any] = answer.json()["request_options"]
    return asked


def is_in(client: Client) -> bool:
    """Tell whether somebody is logged in."""
    return client.get("/contacts/").status_code == 200


def give_password(client: Client, user: User) -> str:
    """Log in with the password; return where that leads."""
    response = client.post("/accounts/login/", {"login": user.email, "password": PASSWORD})
    return response.headers.get("Location", "")
