"""While database or cache are away, visitors are asked to come back; what is broken here is told as such."""

from __future__ import annotations

import psycopg
import pytest
from django.db import DataError, InterfaceError, OperationalError, connection
from django.db.transaction import TransactionManagementError
from django.test import Client
from psycopg_pool import PoolTimeout
from pytest_django import Settings
from redis.exceptions import ConnectionError as RedisConnectionError

from accounts.models import User
from contacts.models import Contact
from netzwerk.core.away import is_passing
from netzwerk.core.walls import acting_as

LOGIN = "/accounts/login/"


@pytest.fixture
def visitor(alice_client: Client) -> Client:
    """Alice's browser, which gets the page of an error instead of the error."""
    alice_client.raise_request_exception = False
    return alice_client


def refuse(*_args: object, **_options: object) -> None:
    """Answer like a database that is away."""
    raise OperationalError("connection to postgres://netzwerk:secret@db failed")


@pytest.mark.parametrize("path", ["/", "/contacts/", "/contacts/new/"])
def test_a_database_that_is_away_is_a_503_with_a_page(
    visitor: Client, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(connection, "cursor", refuse)
        response = visitor.get(path)

    page = response.content.decode()
    assert response.status_code == 503
    assert response["Retry-After"] == "10"
    assert "We cannot answer just now" in page
    assert "secret" not in page


def test_a_database_that_goes_away_in_the_middle_stores_nothing(
    visitor: Client, alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("contacts.views.editing.tell", refuse)

    assert visitor.post("/contacts/new/", {"name": "Ruth Sommer"}).status_code == 503

    with acting_as(alice):
        assert not Contact.objects.exists()


def test_a_cache_that_is_away_lets_nobody_guess_passwords_and_says_so(db: None, settings: Settings) -> None:
    settings.CACHES = {"default": {**settings.CACHES["default"], "LOCATION": "redis://127.0.0.1:1/0"}}
    visitor = Client(HTTP_HOST="localhost", raise_request_exception=False)

    response = visitor.post(LOGIN, {"login": "alice@example.org", "password": "correct horse"})

    assert response.status_code == 503


def test_what_is_broken_here_is_a_500(visitor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_args: object, **_options: object) -> None:
        raise DataError("out of range")

    monkeypatch.setattr("contacts.views.editing.tell", fail)

    response = visitor.post("/contacts/new/", {"name": "Ruth Sommer"})

    assert response.status_code == 500
    assert "Something went wrong here" in response.content.decode()


def test_what_passes_is_told_from_what_stays() -> None:
    broken_off = TransactionManagementError()
    broken_off.__cause__ = OperationalError()
    passing = [OperationalError(), InterfaceError(), PoolTimeout(), psycopg.OperationalError(), RedisConnectionError()]

    assert all(is_passing(error) for error in [*passing, broken_off])
    assert not any(is_passing(error) for error in [None, DataError(), TransactionManagementError(), ValueError()])
