"""Restoring a backup: all is checked first, files are put back, and the database changes in one transaction."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
import threading
from contextlib import suppress
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import IO

import psycopg
from django.db import connection as django_connection
from django.db.migrations.loader import MigrationLoader
from psycopg import sql

from netzwerk.core.backup import database, files
from netzwerk.core.backup.making import DUMP
from netzwerk.core.backup.manifest import Manifest, is_known
from netzwerk.core.backup.packing import CHUNK, Opened, opened
from netzwerk.core.backup.problems import BackupError
from netzwerk.core.backup.tools import Tools, find_tools

IN_USE = "The database is in use. Stop web, worker and beat first, and what pools connections; then restore again."
# Whoever still runs on these tables would keep us waiting for ever.
LOCK_SECONDS = 5
# An older server knows no such setting, which a newer pg_restore writes; it means "none" anyway.
UNKNOWN_TO_OLDER = b"SET transaction_timeout = 0;\n"

EMPTY = f"""\
\\set ON_ERROR_STOP on
BEGIN;
SET LOCAL lock_timeout = '{LOCK_SECONDS}s';
SET LOCAL client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS pg_trgm SCHEMA public;
CREATE EXTENSION IF NOT EXISTS unaccent SCHEMA public;
DO $$
DECLARE one regclass;
BEGIN
    FOR one IN
        SELECT oid::regclass FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')
            AND NOT EXISTS (SELECT 1 FROM pg_depend WHERE objid = pg_class.oid AND deptype = 'e')
    LOOP
        EXECUTE format('DROP TABLE IF EXISTS %s CASCADE', one);
    END LOOP;
END $$;
"""  # noqa: S608 - nothing in it comes from outside


@dataclass(frozen=True, slots=True)
class Restored:
    """What is back, and whether another SECRET_KEY made the backup."""

    made_at: str
    rows: int
    files: int
    is_key_another: bool


def restore_backup(*, path: Path, is_replacing: bool = False) -> Restored:
    """Bring back a backup; raises `BackupError`, and then the database is what it was.

    Refuses a damaged file, one from a newer version, a database that another process is connected to, and one in
    which somebody has an account, unless `is_replacing`. Files come first: those of a restore that then fails belong
    to nobody, and are swept at night.
    """
    with opened(path) as backup, database.connected() as connection:
        _check_version(backup.manifest, database.server_major(connection))
        if not is_replacing and database.has_accounts(connection):
            raise BackupError(
                "There are accounts in this database already. To give them up for those of the backup, add --replace."
            )
        if database.is_used_by_others(connection):
            raise BackupError(IN_USE)
        backup.verify()
        tools = find_tools(database.login_parameters(), database.server_major(connection))
        count = _put_files_back(backup)
        _load(backup, tools, connection)
        made = backup.manifest
        return Restored(made.made_at, sum(made.rows.values()), count, not is_known(made.key))


def _check_version(manifest: Manifest, major: int) -> None:
    known = MigrationLoader(django_connection).disk_migrations or {}
    if any((app, name) not in known for app, name in manifest.migrations):
        raise BackupError("A newer version of Netzwerk made this backup. Install that version, and restore there.")
    if manifest.postgres > major:
        raise BackupError(
            f"This backup comes from PostgreSQL {manifest.postgres}, and the server here is {major}. Restore it on a "
            f"server of version {manifest.postgres} or later."
        )


def _put_files_back(backup: Opened) -> int:
    count = 0
    for part in backup.manifest.parts:
        kind, _slash, rest = part.name.partition("/")
        place, _slash, name = rest.partition("/")
        if kind == "files" and place in files.STORAGES:
            with backup.part(part.name) as content:
                files.put_back(files.storage_of(place), name, content)
            count += 1
    return count


def _load(backup: Opened, tools: Tools, connection: psycopg.Connection) -> None:
    """Empty the database, load the dump, give the application its rights and count, all or nothing."""
    with tempfile.TemporaryFile() as said, backup.part(DUMP) as dump:
        psql = _start(tools, "psql", "--no-psqlrc", "--quiet", f"--dbname={tools.address}", told=said)
        restore = _start(
            tools, "pg_restore", "--schema=public", "--no-owner", "--no-privileges", "--file=-", told=said, is_read=True
        )
        assert psql.stdin and restore.stdin and restore.stdout
        feeder = threading.Thread(target=_feed, args=(dump, restore.stdin), daemon=True)
        feeder.start()
        with suppress(BrokenPipeError):  # then psql has refused something, and its exit code says so
            psql.stdin.write(EMPTY.encode())
            psql.stdin.write(restore.stdout.read(CHUNK).replace(UNKNOWN_TO_OLDER, b"", 1))
            shutil.copyfileobj(restore.stdout, psql.stdin, CHUNK)
            restore.stdout.close()
            if restore.wait() == 0:  # without this end, nothing is committed
                psql.stdin.write(_end(backup.manifest, connection).encode())
        restore.stdout.close()
        with suppress(BrokenPipeError):
            psql.stdin.close()
        failed = psql.wait() != 0 or restore.wait() != 0
        feeder.join()
        if failed:
            said.seek(0)
            raise BackupError(_why(said.read().decode(errors="replace")))


def _start(
    tools: Tools, program: str, *arguments: str, told: IO[bytes], is_read: bool = False
) -> subprocess.Popen[bytes]:
    return subprocess.Popen(  # noqa: S603
        tools.command(program, *arguments), env=tools.environment, stdin=subprocess.PIPE,
        stdout=subprocess.PIPE if is_read else subprocess.DEVNULL, stderr=told,
    )  # fmt: skip


def _feed(dump: IO[bytes], pipe: IO[bytes]) -> None:
    with suppress(BrokenPipeError):
        shutil.copyfileobj(dump, pipe, CHUNK)
    with suppress(BrokenPipeError):
        pipe.close()


def _end(manifest: Manifest, connection: psycopg.Connection) -> str:
    """Return the statements behind the dump: the rights of the application's role, and the counts as they must be."""
    rights = import_module("netzwerk.core.migrations.0001_application_role").CREATE
    counts = "".join(
        sql.SQL("IF (SELECT count(*) FROM public.{}) <> {} THEN RAISE EXCEPTION '%', {}; END IF;\n")
        .format(sql.Identifier(table), count, f"{table} has not as many rows as the backup says")
        .as_string(connection)
        for table, count in manifest.rows.items()
    )
    tables = ", ".join(sql.Identifier(table).as_string(connection) for table in manifest.rows)
    return (
        f"SET search_path = public;\n{rights}\nDO $counts$ BEGIN\n{counts}END $counts$;\nCOMMIT;\nANALYZE {tables};\n"
    )


def _why(said: str) -> str:
    if "lock timeout" in said:
        return IN_USE
    return f"The database did not take the backup, and is what it was: {said.strip()[-600:]}"
