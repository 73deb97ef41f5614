"""The command line: what an operator can mend is told in one sentence, and everything else keeps its traceback."""

from __future__ import annotations

import os
import subprocess
import sys

import django.db
import psycopg
import pytest
import redis.exceptions
from botocore.exceptions import EndpointConnectionError
from django.core.exceptions import ImproperlyConfigured
from psycopg import errors

from netzwerk.core.command_line import LOCKED, NO_TABLES, TOO_LONG, sentence_of
from netzwerk.local.paths import ROOT

NOWHERE = "postgres://netzwerk:a-password@127.0.0.1:1/netzwerk"


def said(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run a command as an operator does, with these variables beside those of the tests."""
    command = [sys.executable, str(ROOT / "manage.py"), *arguments]
    return subprocess.run(command, env={**os.environ, **variables}, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("command", ["list_users", "migrate", "backup"])
def test_a_database_that_is_away_is_one_sentence(command: str, tmp_path: object) -> None:
    ended = said(command, *([str(tmp_path)] if command == "backup" else []), DATABASE_URL=NOWHERE)
    assert ended.returncode == 1
    assert ended.stderr.startswith("CommandError: The database in DATABASE_URL does not let us in (")
    assert ended.stderr.count("\n") == 1
    assert "a-password" not in ended.stderr


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("SECRET_KEY", "short", "SECRET_KEY must have 32 characters or more"),
        ("DATABASE_URL", "nonsense", 'variable "DATABASE_URL" invalid: Not a valid database URL. See .env.example'),
        ("MOST_STORAGE", "1 GB", "MOST_STORAGE must be a whole number. See .env.example"),
    ],
)
def test_a_setting_that_will_not_do_is_one_sentence(name: str, value: str, sentence: str) -> None:
    ended = said("list_users", **{name: value})
    assert (ended.returncode, ended.stderr.count("\n")) == (1, 1)
    assert sentence in ended.stderr


def test_whoever_asks_for_the_traceback_gets_it() -> None:
    ended = said("list_users", "--traceback", DATABASE_URL=NOWHERE)
    assert ended.returncode == 1
    assert "Traceback (most recent call last)" in ended.stderr


def from_django(cause: Exception) -> Exception:
    """Return an error of the database as Django passes it on."""
    error = django.db.ProgrammingError(str(cause))
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (ImproperlyConfigured("Set it."), "Set it."),
        (errors.UndefinedTable("relation"), NO_TABLES),
        (from_django(errors.UndefinedColumn("column")), NO_TABLES),
        (from_django(errors.LockNotAvailable("lock")), LOCKED),
        (from_django(errors.QueryCanceled("statement timeout")), TOO_LONG),
        (from_django(errors.UniqueViolation("a name of somebody")), None),
        (psycopg.OperationalError(""), "it said nothing"),
        (redis.exceptions.ConnectionError("Connection refused."), "does not answer (Connection refused)."),
        (EndpointConnectionError(endpoint_url="http://bucket"), "cannot be used: Could not connect to the endpoint"),
        (django.db.Error("of Django itself"), None),
    ],
)
def test_each_trouble_has_its_sentence(error: Exception, sentence: str | None) -> None:
    found = sentence_of(error)
    assert found == sentence if sentence is None else sentence in str(found)
