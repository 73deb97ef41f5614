"""Fixtures: files in a folder of their own, rate limits that start at nought."""

from __future__ import annotations

from pathlib import Path
from uuid import uuid4

import pytest
from django.test import Client
from pytest_django import Settings


@pytest.fixture(autouse=True)
def media(settings: Settings, tmp_path: Path) -> Path:
    """Keep uploads of the test apart; return the folder."""
    settings.MEDIA_ROOT = tmp_path / "media"
    return tmp_path / "media"


@pytest.fixture(autouse=True)
def _fresh_rate_limits(settings: Settings) -> None:
    settings.CACHES = {"default": {**settings.CACHES["default"], "KEY_PREFIX": f"test-{uuid4()}"}}


@pytest.fixture
def visitor(db: None) -> Client:
    """A browser in which nobody is logged in; it gets error pages as a browser does, not exceptions."""
    return Client(HTTP_HOST="localhost", raise_request_exception=False)


@pytest.fixture
def member(alice_client: Client) -> Client:
    """Alice's browser, which gets error pages as a browser does, not exceptions."""
    alice_client.raise_request_exception = False
    return alice_client
