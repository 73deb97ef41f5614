"""Making a backup: one picture of the database, then the files, then what vouches for both."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from netzwerk.core.backup import database, files
from netzwerk.core.backup.manifest import Manifest, key_mark, product_version
from netzwerk.core.backup.packing import CHUNK, Packer, chunks_of, new_file
from netzwerk.core.backup.problems import BackupError
from netzwerk.core.backup.tools import Tools, find_tools
from netzwerk.core.opening import open_once

DUMP = "database.dump"


@dataclass(frozen=True, slots=True)
class Made:
    """What was written, and how many files went away while they were being copied."""

    path: Path
    rows: int
    files: int
    vanished: int


def make_backup(*, target: Path, now: datetime) -> Made:
    """Write a backup to a file, or under a name of its own into a folder; raises `BackupError`.

    The rows are of one instant. Files are copied after it, so each file that a row names is there unless its user
    deleted it in between; files that came since are extra, and swept at night after a restore.
    """
    path = target / f"netzwerk-{now:%Y%m%dT%H%M%SZ}.tar" if target.is_dir() else target
    if not path.parent.is_dir():
        raise BackupError(f"There is no folder {path.parent}.")
    if path.exists():
        raise BackupError(f"{path} is there already. Name another file, or a folder.")
    with new_file(path) as file, database.connected() as connection:
        packer = Packer(file, int(now.timestamp()))
        connection.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        row = connection.execute("SELECT pg_export_snapshot()").fetchone()
        rows, migrations = database.row_counts(connection), database.applied_migrations(connection)
        major = database.server_major(connection)
        packer.add(DUMP, _dump(find_tools(database.login_parameters(), major), str(row[0]) if row else ""))
        connection.execute("COMMIT")
        vanished = _add_files(packer)
        manifest = Manifest(
            made_at=now.isoformat(), product=product_version(), postgres=major, migrations=migrations, rows=rows,
            key=key_mark(), parts=list(packer.parts),
        )  # fmt: skip
        packer.close(manifest)
    return Made(path, sum(rows.values()), len(manifest.parts) - 1, vanished)


def _dump(tools: Tools, snapshot: str) -> Iterator[bytes]:
    """Yield what pg_dump writes of this snapshot: the tables of ours, compressed, without owners and grants."""
    arguments = ["--format=custom", "--schema=public", "--no-owner", "--no-privileges", f"--snapshot={snapshot}"]
    arguments += [f"--exclude-table-data=public.{table}" for table in database.LEFT_EMPTY]
    command = tools.command("pg_dump", *arguments, f"--dbname={tools.address}")
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(  # noqa: S603
            command, env=tools.environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=said, bufsize=CHUNK
        )
        with process:
            assert process.stdout is not None
            yield from chunks_of(process.stdout)
        if process.returncode != 0:
            said.seek(0)
            raise BackupError(f"pg_dump did not work: {said.read().decode(errors='replace').strip()[-400:]}")


def _add_files(packer: Packer) -> int:
    """Copy the files of all storages; return how many were deleted between their listing and their turn."""
    vanished = 0
    for place in files.STORAGES:
        storage = files.storage_of(place)
        for name in files.all_files(storage):
            try:
                file = open_once(storage, name)
            except FileNotFoundError:
                vanished += 1
                continue
            with file:
                packer.add(f"files/{place}/{name}", chunks_of(file))
    return vanished
