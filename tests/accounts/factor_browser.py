"""Fixtures for second factors: time stands still, and Alice has just shown her password."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from html import unescape
from typing import Any

import pytest
import time_machine
from django.test import Client

from accounts.models import User
from tests.factories import PASSWORD

NOON = datetime(2026, 3, 16, 12, tzinfo=UTC)
BASE = "/accounts/second-step"


@pytest.fixture
def clock() -> Iterator[time_machine.Coordinates]:
    """Stop the clock, so that a code is good for as long as a test looks at it."""
    with time_machine.travel(NOON, tick=False) as travelling:
        yield travelling


@pytest.fixture
def client(clock: object, visitor: Client, alice: User) -> Client:
    """A browser in which Alice is logged in and has just shown her password once more."""
    visitor.post("/accounts/login/", {"login": alice.email, "password": PASSWORD})
    visitor.post("/accounts/reauthenticate/", {"password": PASSWORD})
    return visitor


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
