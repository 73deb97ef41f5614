"""The database as its login role sees it: past the walls, in one picture of one instant."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from django.db import connection
from psycopg import sql

from netzwerk.core.backup.problems import BackupError
from netzwerk.core.backup.tools import way_in

# Keys of log-ins: whoever finds them in a backup would be in, so they are left out and everybody logs in again.
LEFT_EMPTY = ("django_session", "usersessions_usersession")

# A pooler or the site itself between two requests holds no lock, and writes again in a moment.
_OTHERS = """
    SELECT count(*) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> ALL(%s) AND usename IN (
        SELECT session_user
        UNION SELECT member.rolname FROM pg_auth_members
            JOIN pg_roles given ON given.oid = roleid JOIN pg_roles member ON member.oid = member
        WHERE given.rolname = 'netzwerk_app')"""
_TABLES = """
    SELECT relname FROM pg_class
    WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')
    ORDER BY relname"""


def login_parameters() -> dict[str, Any]:
    """Return how to connect as the login role, which owns the tables: Django's parameters without the other role."""
    return way_in(connection.get_connection_params())


@contextmanager
def connected() -> Iterator[psycopg.Connection]:
    """Give a connection as the login role; raises `BackupError` when that role does not own the tables."""
    with psycopg.connect(**login_parameters(), autocommit=True) as found:
        foreign = found.execute(
            "SELECT count(*) FROM pg_class WHERE relrowsecurity AND NOT pg_has_role(relowner, 'usage')"
        ).fetchone()
        if foreign and foreign[0]:
            raise BackupError(
                "The role in DATABASE_URL does not own the tables, so it would see nobody's rows. Use the login role "
                "that runs the migrations."
            )
        yield found


def server_major(given: psycopg.Connection) -> int:
    """Return the major version of the server."""
    return given.info.server_version // 10000


def row_counts(given: psycopg.Connection) -> dict[str, int]:
    """Return how many rows each table has, all owners together; those that a backup leaves empty count as such."""
    found = {}
    for (table,) in given.execute(_TABLES).fetchall():
        row = given.execute(sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(table))).fetchone()
        found[str(table)] = 0 if table in LEFT_EMPTY or row is None else int(row[0])
    return found


def applied_migrations(given: psycopg.Connection) -> list[list[str]]:
    """Return the migrations that the tables have seen."""
    return [list(row) for row in given.execute("SELECT app, name FROM django_migrations ORDER BY id").fetchall()]


def is_used_by_others(given: psycopg.Connection) -> bool:
    """Return whether another process is connected as this role, or as one that may act as the application."""
    ours = [given.info.backend_pid, *([connection.connection.info.backend_pid] if connection.connection else [])]
    row = given.execute(_OTHERS, [ours]).fetchone()
    return bool(row and row[0])


def has_accounts(given: psycopg.Connection) -> bool:
    """Return whether anybody has an account here; whoever has none has no rows either."""
    if given.execute("SELECT to_regclass('public.accounts_user')").fetchone() == (None,):
        return False
    row = given.execute("SELECT EXISTS (SELECT 1 FROM accounts_user)").fetchone()
    return bool(row and row[0])
