"""The walls where they are leaned on: in a request, in a task, on a used pooled connection, and at the start."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator

import pytest
from celery.signals import beat_init, worker_init
from celery.utils.dispatch import Signal
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.test import Client

from accounts.models import User
from netzwerk import celery  # noqa: F401 - connects the receivers
from netzwerk.core import jobs
from netzwerk.core.models import Job
from netzwerk.core.tasks import run_job
from netzwerk.core.walls import acting_as
from tests.core.raw_urls import names
from tests.factories import make_contact, make_user

# Two threads borrow the only connection of the pool, one after the other. The first acts as Alice, and dies in it.
POOLED = """
import sys
from threading import Thread
import django
django.setup()
from django.db import connection
from netzwerk.core.walls import acting_as
from tests.core.raw_urls import names

said = []

def backend():
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid(), current_user")
        return cursor.fetchone()

def first():
    try:
        with acting_as(int(sys.argv[1])):
            said.append((backend(), names()))
            raise KeyError
    except KeyError:
        connection.close()

def second():
    said.append((backend(), names()))
    connection.close()

for target in (first, second, first, second):
    thread = Thread(target=target)
    thread.start()
    thread.join()
assert len({who for who, _names in said}) == 1, said
print([names for _who, names in said])
"""


def _run(code: str, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run Python with the application's settings against the test database, as a process of its own."""
    database = connection.settings_dict
    url = "postgres://{USER}:{PASSWORD}@{HOST}:{PORT}/{NAME}".format(**{**database, **environment})
    command = [sys.executable, "-c", code, *arguments]
    own = {**os.environ, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "netzwerk.settings", **environment}
    return subprocess.run(command, cwd=settings.BASE_DIR, env=own, capture_output=True, text=True, check=False)


@pytest.mark.urls("tests.core.raw_urls")
@pytest.mark.parametrize("address", ["/everything/", "/lazily/"])
def test_an_unfiltered_query_in_a_request_finds_only_the_users_own(
    alice: User, charlie: User, alice_client: Client, charlie_client: Client, address: str
) -> None:
    make_contact(alice, "Miriam")
    make_contact(charlie, "Tomasz")

    assert alice_client.get(address).content.decode() == "Miriam"
    assert charlie_client.get(address).content.decode() == "Tomasz"


@pytest.mark.urls("tests.core.raw_urls")
def test_an_unfiltered_query_of_a_visitor_or_after_the_request_finds_nothing(alice: User, alice_client: Client) -> None:
    make_contact(alice, "Miriam")

    assert Client(HTTP_HOST="localhost").get("/everything/").content == b""
    assert alice_client.get("/streamed/").getvalue() == b""


@pytest.fixture
def seen() -> Iterator[list[list[str]]]:
    """Register a kind of job that writes down what an unfiltered query finds, before and while it acts as its owner."""
    found: list[list[str]] = []

    def look(job: Job) -> None:
        found.append(names())
        with acting_as(job.owner_id or 0):
            found.append(names())
        found.append(names())

    jobs.job_handler("look")(look)
    yield found
    jobs._handlers.pop("look")


def test_an_unfiltered_query_in_a_task_finds_only_its_owners_own(
    alice: User, charlie: User, seen: list[list[str]]
) -> None:
    make_contact(alice, "Miriam")
    make_contact(charlie, "Tomasz")

    for user in (alice, charlie):
        run_job(str(jobs.enqueue_job(kind="look", owner=user).pk))

    assert seen == [[], ["Miriam"], [], [], ["Tomasz"], []]


def test_a_used_pooled_connection_carries_nothing_over(real_transactions: None) -> None:
    alice = make_user("alice@example.org")
    make_contact(alice, "Miriam")

    done = _run(POOLED, str(alice.pk), DATABASE_POOL_SIZE="1")

    assert done.stdout.strip() == "[['Miriam'], [], ['Miriam'], []]", done.stderr


START = "import netzwerk.wsgi"


def test_the_application_starts_as_the_restricted_role(real_transactions: None) -> None:
    assert _run(START).returncode == 0


@pytest.mark.parametrize("user", ["netzwerk", "postgres"])
def test_the_application_refuses_to_start_as_table_owner_or_superuser(real_transactions: None, user: str) -> None:
    done = _run(START, USER=user, DATABASE_ROLE="")

    assert done.returncode != 0
    assert f"must not run as the database role {user}" in done.stderr.splitlines()[-1]


@pytest.mark.parametrize("signal", [worker_init, beat_init])
def test_worker_and_beat_refuse_it_too(monkeypatch: pytest.MonkeyPatch, signal: Signal) -> None:
    def refuse() -> None:
        raise ImproperlyConfigured("The application must not run as this role.")

    monkeypatch.setattr("netzwerk.core.walls.refuse_powerful_role", refuse)

    with pytest.raises(SystemExit, match="must not run as this role"):
        signal.send(None)
