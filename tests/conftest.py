"""Fixtures: a test database built as the login role and used as the restricted one."""

from __future__ import annotations

import gc
import os
import time
from collections.abc import Iterator
from logging import WARNING, getLogger
from typing import Any
from uuid import uuid4

import hypothesis
import pytest
from django.conf import settings
from django.db import connection, connections, transaction
from django.test import Client, TransactionTestCase
from django.test.runner import DiscoverRunner
from django.utils import translation
from pytest_django import DjangoDbBlocker, Settings

from accounts.models import User
from netzwerk.core import heartbeat
from netzwerk.core.walls import acting_as
from tests.examples import of_usual
from tests.factories import make_user

# Kept by `real_transactions`: what migrations wrote, not what tests did.
KEPT_TABLES = {"django_migrations", "django_content_type", "auth_permission"}


def pytest_collection_finish() -> None:
    """Collect garbage seldom: what the tests import stays anyway, and looking at it again and again takes time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)


def pytest_configure() -> None:
    """Be quick, and measure no example's time, which says more about the machine than the code.

    The password hasher is the fast one, and static files are looked for when they are asked for: otherwise each client
    would list them all. `TEST_CLOCK` names the zone of the machine's clock: Django, once loaded, has set it to UTC.
    """
    os.environ["TZ"] = os.environ.get("TEST_CLOCK", "UTC")
    time.tzset()
    hypothesis.settings.register_profile("calm", deadline=None, max_examples=of_usual(100))
    hypothesis.settings.load_profile("calm")
    settings.WHITENOISE_AUTOREFRESH = True
    # Photos lie in memory, which also shows that nothing wants a folder.
    settings.STORAGES["photos"] = {"BACKEND": "django.core.files.storage.InMemoryStorage"}
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the tables that tests recorded (`record_property("table", text)`), also those of other processes."""
    for report in terminalreporter.getreports("passed") + terminalreporter.getreports("failed"):
        for name, text in report.user_properties:
            if name == "table" and report.when == "call":
                terminalreporter.write_line(f"\n{text}")


@pytest.fixture(scope="session")
def django_db_setup(
    django_db_blocker: DjangoDbBlocker, django_db_modify_db_settings: None, worker_id: str
) -> Iterator[None]:
    """Create and migrate the test database as its owner, then hand it over to the application's role.

    `run.py test` names the clock, and throws the whole server away: what runs there next finds a database ready.
    """
    runner = DiscoverRunner(verbosity=0, interactive=False, keepdb="TEST_CLOCK" in os.environ)
    with django_db_blocker.unblock():
        _become_owner()
        old_config = runner.setup_databases(aliases=["default"])
        _become_application()
    yield
    with django_db_blocker.unblock():
        _become_owner()
        runner.teardown_databases(old_config)


def _become_owner() -> None:
    connection.close()
    connections["default"].settings_dict["OPTIONS"].pop("options", None)


def _become_application() -> None:
    connection.close()
    connections["default"].settings_dict["OPTIONS"]["options"] = f"-c role={settings.DATABASE_ROLE}"


@pytest.fixture(autouse=True, scope="session")
def _truncate_as_owner() -> None:
    """The application's role may not truncate, so tests with real transactions are cleaned up by the owner."""

    def truncate(_case: TransactionTestCase) -> None:
        _become_owner()
        with connection.cursor() as cursor:
            tables = sorted(set(connection.introspection.table_names(cursor)) - KEPT_TABLES)
            cursor.execute("TRUNCATE " + ", ".join(f'"{table}"' for table in tables))
        _become_application()

    TransactionTestCase._fixture_teardown = truncate  # type: ignore[attr-defined]


@pytest.fixture
def own_cache(settings: Settings) -> None:
    """Begin with an empty cache, and so with rate limits that count from nought: the same server, another prefix.

    Never clear it instead: that empties the whole server, under the feet of the tests in the other process.
    """
    settings.CACHES = {"default": {**settings.CACHES["default"], "KEY_PREFIX": f"test-{uuid4()}"}}


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    """Begin in English: a request leaves its language behind for whatever its thread does next."""
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def _awake() -> None:
    """Begin as a process that nobody has asked yet: to the watch, a test that travelled in time is a sleep."""
    heartbeat._watch.since = heartbeat._watch.offset = None
    heartbeat._noted.clear()


@pytest.fixture
def real_transactions(transactional_db: None) -> None:
    """Let this test commit for real; the owner empties the tables afterwards."""


@pytest.fixture(scope="module")
def module_transaction(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Let fixtures of a module write once what all its tests look at; the tests use `taken_back` and never `db`."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def taken_back(module_transaction: None) -> Iterator[None]:
    """Take back what one test changes in the rows of its module."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="session")
def bucket_server() -> Iterator[str]:
    """Run a server of the S3 API for whatever keeps files in buckets, and return its host and port."""
    from moto.server import ThreadedMotoServer  # a second to load, and few tests want it

    getLogger("werkzeug").setLevel(WARNING)  # it tells each request
    running = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    running.start()
    yield "{}:{}".format(*running.get_host_and_port())
    running.stop()


@pytest.fixture
def alice(db: None) -> User:
    """The owner of what a test is about."""
    return make_user("alice@example.org", first_name="Alice")


@pytest.fixture
def charlie(db: None) -> User:
    """A stranger, who must see nothing of Alice's."""
    return make_user("charlie@example.org", first_name="Charlie")


@pytest.fixture
def as_alice(alice: User) -> Iterator[User]:
    """Act as Alice for the whole test: for rules, services and querysets."""
    with acting_as(alice):
        yield alice


@pytest.fixture
def alice_client(alice: User) -> Client:
    """A browser in which Alice is logged in."""
    return _client(alice)


@pytest.fixture
def charlie_client(charlie: User) -> Client:
    """A browser in which Charlie is logged in."""
    return _client(charlie)


def _client(user: User) -> Client:
    client = Client(HTTP_HOST="localhost")
    client.force_login(user)
    return client


@pytest.fixture
def django_assert_same_queries() -> Any:
    """Give a context that records queries; compare two of them to show that queries do not grow with rows."""
    from django.test.utils import CaptureQueriesContext

    return lambda: CaptureQueriesContext(connection)
