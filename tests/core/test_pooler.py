"""The walls behind a pooler in transaction mode: clients share connections, and leave each other nothing."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import psycopg
import pytest
from django.conf import settings
from django.db import connection

from netzwerk.core.models import Job
from netzwerk.core.walls import acting_as
from tests.factories import make_contact, make_user
from tests.pooler import AT_ONCE, LOGIN, PASSWORD, make_login, pooler, said, url_of
from transfer.models import Export, Import

CLIENTS, ROUNDS = 24, 25
START = "import netzwerk.wsgi; print('started')"

# Each thread is a client; every one acts as an owner of its own, and looks around when it does not. Some fail midway.
INTERLEAVED = """
import json, os, sys
from random import Random
from threading import Thread
import django, psycopg
django.setup()
from django.db import connection, transaction
from contacts.models import Contact
from netzwerk.core.walls import acting_as
from tests.core.raw_urls import names

owners, rounds, said, backends = json.loads(sys.argv[1]), int(sys.argv[2]), [], set()

def ask(question):
    with connection.cursor() as cursor:
        cursor.execute(question)
        return cursor.fetchone()

def outside():
    return (*ask("SELECT coalesce(current_setting('netzwerk.owner', true), ''), current_user, session_user,"
                 " current_setting('TimeZone'), current_setting('transaction_isolation'),"
                 " current_setting('transaction_read_only'), pg_backend_pid()"), names())

def client(owner, random):
    for _round in range(rounds):
        try:
            with acting_as(owner):
                inside = names()
                backends.add(ask("SELECT pg_backend_pid()")[0])
                Contact.objects.filter(owner_id=owner).update(is_close_to_heart=random.random() < 0.5)
                if random.random() < 0.2:
                    raise KeyError
        except KeyError:
            pass
        if random.random() < 0.1:
            with transaction.atomic():
                with connection.cursor() as cursor:
                    cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
                with acting_as(owner):
                    names()
        if random.random() < 0.1:  # hang up in the middle of a transaction
            raw = psycopg.connect(os.environ["DATABASE_URL"])
            raw.execute("SELECT set_config('netzwerk.owner', %s, true)", [str(owner)])
            raw.execute("SELECT name FROM contacts_contact")
            raw.close()
        *state, backend, found = outside()
        if inside != [f"Person of {owner}"] or found or state != EXPECTED:
            said.append([owner, inside, found, state])
    connection.close()

EXPECTED = ["", "netzwerk_pool", "netzwerk_pool", "UTC", "read committed", "off"]
def guarded(owner):
    try:
        client(owner, Random(owner))
    except BaseException as error:
        said.append([owner, repr(error)])
threads = [Thread(target=guarded, args=[owner]) for owner in owners]
for thread in threads: thread.start()
for thread in threads: thread.join()
print(json.dumps({"leaks": said, "backends": len(backends)}))
"""

# What uses the database in other ways: COPY into temporary tables, a snapshot beside notes, cursors over many rows.
BY_JOBS = """
import sys
import django
django.setup()
from accounts.models import User
from tests.transfer.exporting import made
from tests.transfer.files import people, read_in

alice = User.objects.get(pk=int(sys.argv[1]))
imported = read_in(alice, people(*[f"Person {number}" for number in range(1200)]))
assert imported.created_count == 1200, (imported.state, imported.failure)
for kind in ("everything", "vcard4", "contacts"):
    export = made(alice, kind)
    assert export.state == "done", (kind, export.failure)
assert len(list(User.objects.order_by("pk").iterator(chunk_size=2))) == 5
from netzwerk.core.walls import owners_with
from contacts.models import Contact
found = list(owners_with(User.objects.iterator(), lambda user: Contact.objects.for_user(user)))
assert [user.pk for user in found] == [alice.pk]
print("all of it")
"""


@pytest.fixture
def port(real_transactions: None, tmp_path: Path) -> Iterator[int]:
    make_login()
    with pooler(tmp_path / "pgbouncer") as port:
        yield port


def run(code: str, url: str, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    """Run Python with the application's settings by this address of the database."""
    own = {**os.environ, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "netzwerk.settings", **more}
    command = [sys.executable, "-W", "error", "-c", code, *arguments]
    return subprocess.run(command, cwd=settings.BASE_DIR, env=own, capture_output=True, text=True, check=False)


POOLED = {"DATABASE_POOLER": "transaction"}


def test_clients_that_share_connections_leave_each_other_nothing(port: int) -> None:
    owners = [make_user(f"user{number}@example.org") for number in range(CLIENTS)]
    for owner in owners:
        make_contact(owner, f"Person of {owner.pk}")
    ids = json.dumps([owner.pk for owner in owners])

    done = run(INTERLEAVED, url_of(LOGIN, PASSWORD, port), ids, str(ROUNDS), **POOLED)

    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["leaks"] == []
    assert found["backends"] >= 2, "and yet several went by the same"
    with psycopg.connect(url_of(LOGIN, PASSWORD, port)) as any_of_them:
        assert any_of_them.execute("SELECT count(*) FROM contacts_contact").fetchone() == (0,)


def test_no_more_connections_are_open_than_the_pooler_has(port: int) -> None:
    clients = [psycopg.connect(url_of(LOGIN, PASSWORD, port), autocommit=True) for _client in range(CLIENTS)]
    backends: list[int] = []

    def ask(client: psycopg.Connection) -> None:
        for _round in range(5):
            row = client.execute("SELECT pg_backend_pid()").fetchone()
            backends.append(row[0] if row else 0)

    threads = [Thread(target=ask, args=[client]) for client in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for client in clients:
        client.close()
    assert len(backends) == CLIENTS * 5 and len(set(backends)) <= AT_ONCE


def test_jobs_work_behind_a_pooler_and_an_application_pool(port: int) -> None:
    alice, *_others = [make_user(f"user{number}@example.org") for number in range(5)]

    done = run(BY_JOBS, url_of(LOGIN, PASSWORD, port), str(alice.pk), **POOLED, DATABASE_POOL_SIZE="4")

    assert done.stdout.strip() == "all of it", done.stderr[-3000:]
    with acting_as(alice):
        assert Import.objects.get().state == Import.State.DONE
        assert Export.objects.count() == 3
    assert not Job.objects.filter(state=Job.State.FAILED).exists()


def test_the_application_starts_with_the_login_of_the_paper(port: int) -> None:
    done = run(START, url_of(LOGIN, PASSWORD, port), **POOLED)
    assert done.stdout.strip() == "started", done.stderr


def test_the_application_refuses_the_login_of_the_owner_behind_a_pooler(port: int) -> None:
    database = connection.settings_dict
    done = run(START, url_of(str(database["USER"]), str(database["PASSWORD"]), port), **POOLED)
    assert done.returncode != 0
    assert "could read everybody's rows" in done.stderr


def test_without_the_setting_the_pooler_refuses_what_the_session_asks_for(port: int) -> None:
    done = run(START, url_of(LOGIN, PASSWORD, port))
    assert done.returncode != 0
    assert "unsupported startup parameter" in done.stderr


def test_a_pooler_that_passes_over_the_role_does_not_make_the_application_the_owner(
    real_transactions: None, tmp_path: Path
) -> None:
    database = connection.settings_dict
    with pooler(tmp_path / "pgbouncer", ignore_startup_parameters="options") as port:
        done = run(START, url_of(str(database["USER"]), str(database["PASSWORD"]), port))
    assert done.returncode != 0
    assert "could read everybody's rows" in done.stderr


@pytest.mark.parametrize("statement", ["SET ROLE netzwerk", "SET SESSION AUTHORIZATION netzwerk", "SET ROLE postgres"])
def test_the_login_has_no_way_to_become_the_owner(port: int, statement: str) -> None:
    with (
        psycopg.connect(url_of(LOGIN, PASSWORD, port)) as client,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        client.execute(statement.encode())


def test_a_login_that_inherits_from_the_owner_is_refused(real_transactions: None) -> None:
    database = connection.settings_dict
    superuser = url_of("postgres", str(database["PASSWORD"]), str(database["PORT"]))
    name = f"heir_{os.getpid()}"
    with psycopg.connect(superuser) as admin:
        admin.execute(f"CREATE ROLE {name} LOGIN INHERIT IN ROLE {database['USER']} PASSWORD '{PASSWORD}'".encode())
    try:
        done = run(START, url_of(name, PASSWORD, str(database["PORT"])), **POOLED)
        assert done.returncode != 0
        assert f"as the database role {name}" in done.stderr
    finally:
        with psycopg.connect(superuser) as admin:
            admin.execute(f"DROP ROLE {name}".encode())


def test_the_paper_gives_the_settings_that_are_tested() -> None:
    assert "DATABASE_POOLER=transaction" in said("sh", "DATABASE_URL=postgres://netzwerk_pool")
