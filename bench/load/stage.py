"""What stands behind the web server: a PostgreSQL and a Valkey of the run's own, kept for the next one."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
from psycopg import sql

from bench.load.options import Options
from netzwerk.local.paths import ROOT
from netzwerk.local.ports import free_port
from netzwerk.local.postgres import SUPERUSER
from netzwerk.local.stack import Stack

# As on a host of 4 GB that serves nothing else; a change of the first needs a start.
MEMORY = {"shared_buffers": "1GB", "effective_cache_size": "3GB", "random_page_cost": "1.1"}
# While it is filled, nothing has to survive; afterwards a commit waits for the disk again.
HASTE = {
    "fsync": "off", "full_page_writes": "off", "synchronous_commit": "off", "max_wal_size": "2GB",
    "checkpoint_timeout": "15min", "autovacuum": "off",
}  # fmt: skip


class Stage:
    """Services, settings, and the file with what whoever asks has to know."""

    def __init__(self, options: Options) -> None:
        self.options = options
        self.folder = options.folder
        self.folder.mkdir(parents=True, exist_ok=True)
        self.port = free_port()
        own = {"EMAIL_URL": "none", "LOCAL_MODE": "0", "PORT": str(self.port)}
        self.stack = Stack(self.folder, own)

    @property
    def known(self) -> Path:
        """The file with sessions and ids; it is there once the database is full."""
        return self.folder / "known.json"

    @property
    def accounts(self) -> int:
        """How many accounts there are, which are fewer than wanted where the disk was too small."""
        return len(json.loads(self.known.read_text())["accounts"])

    @property
    def environment(self) -> dict[str, str]:
        """What each process of the application is started with."""
        return {
            **os.environ,
            **self.stack.environment,
            "PYTHONPATH": str(ROOT),
            "DJANGO_SETTINGS_MODULE": "netzwerk.settings",
        }

    @property
    def database(self) -> int:
        """The process of the database."""
        process = self.stack.process("database").process
        assert process is not None
        return process.pid

    def start(self) -> None:
        """Start the services, and fill the database when it is not yet."""
        self.stack.start_services()
        if not self.known.exists():
            self._fill()
            self.stack.stop()
            self.stack.start_services()
        self.stack.migrate()

    def stop(self) -> None:
        """Stop the services; what was filled stays."""
        self.stack.stop()

    def sizes(self) -> list[tuple[str, int, int, int]]:
        """Return the tables with their rows, their bytes and those of their indexes, the largest first."""
        with self._superuser() as connection:
            return connection.execute(
                """SELECT relname, reltuples::bigint, pg_table_size(oid), pg_indexes_size(oid) FROM pg_class
                WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND reltuples > 0
                ORDER BY pg_total_relation_size(oid) DESC"""
            ).fetchall()

    def _fill(self) -> None:
        self._set({**MEMORY, **HASTE})
        self.stack.migrate()
        command = [sys.executable, "-m", "bench.load.fill", str(self.known)]
        subprocess.run(command, cwd=ROOT, env=self.environment, check=True)  # noqa: S603 - our own module
        self._set(dict.fromkeys(HASTE, ""))
        with self._superuser() as connection:
            connection.execute("CHECKPOINT")

    def _set(self, values: dict[str, str]) -> None:
        with self._superuser() as connection:
            for name, value in values.items():
                change = (
                    sql.SQL("SET {} = {}").format(sql.Identifier(name), value)
                    if value
                    else sql.SQL("RESET {}").format(sql.Identifier(name))
                )
                connection.execute(sql.SQL("ALTER SYSTEM ") + change)
            connection.execute("SELECT pg_reload_conf()")

    def _superuser(self) -> psycopg.Connection:
        url = urlsplit(self.stack.environment["DATABASE_URL"])
        password = json.loads((self.folder / "local.json").read_text())["database_password"]
        return psycopg.connect(
            host=url.hostname, port=url.port, user=SUPERUSER, password=password, dbname=url.path[1:], autocommit=True
        )
