"""A real pgbouncer in transaction mode in front of the tests' database, as `docs/operate.md` says it."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from django.db import connection

from netzwerk.local.paths import ROOT
from netzwerk.local.ports import LOOPBACK, answers, free_port
from netzwerk.local.postgres import as_ordinary_user

PAPER = (ROOT / "docs" / "operate.md").read_text()
LOGIN, PASSWORD, AT_ONCE = "netzwerk_pool", "only-for-the-tests", 3


def said(language: str, beginning: str) -> str:
    """Return the block of this language in the paper that begins so."""
    blocks: list[str] = re.findall(rf"```{language}\n(.*?)```", PAPER, re.S)
    return next(block for block in blocks if block.startswith(beginning))


def url_of(user: str, password: str, port: int | str) -> str:
    """Return the address of the tests' database for a role by some port."""
    return f"postgres://{user}:{password}@{LOOPBACK}:{port}/{connection.settings_dict['NAME']}"


def make_login() -> None:
    """Make the login of the paper, once for the cluster; two tests at once make it one after the other."""
    database = connection.settings_dict
    superuser = url_of("postgres", str(database["PASSWORD"]), str(database["PORT"]))
    with psycopg.connect(superuser) as admin:
        admin.execute("SELECT pg_advisory_xact_lock(6432)")
        if not admin.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [LOGIN]).fetchone():
            for statement in said("sql", "CREATE ROLE netzwerk_pool").replace("POOL_PASSWORD", PASSWORD).split(";\n"):
                admin.execute(statement.encode())


@contextmanager
def pooler(folder: Path, **changes: str) -> Iterator[int]:
    """Run pgbouncer with the configuration of the paper, but for these lines, and yield its port."""
    database, port = connection.settings_dict, free_port()
    program = shutil.which("pgbouncer") or "/usr/sbin/pgbouncer"
    folder.mkdir(parents=True)
    if os.geteuid() == 0 and not as_ordinary_user()[0].endswith("unshare"):
        shutil.chown(folder, "nobody")
    users = folder / "userlist.txt"
    users.write_text(f'"{LOGIN}" "{PASSWORD}"\n"{database["USER"]}" "{database["PASSWORD"]}"\n')
    text = re.sub(r"(?m)^netzwerk = .*", f"* = host={LOOPBACK} port={database['PORT']}", said("ini", "[databases]"))
    ours = {
        "listen_port": str(port), "auth_file": str(users), "default_pool_size": str(AT_ONCE),
        "unix_socket_dir": "", **changes,
    }  # fmt: skip
    for name, value in ours.items():
        text = re.sub(rf"(?m)^{name} = .*\n", "", text) + f"{name} = {value}\n"
    (folder / "pgbouncer.ini").write_text(text)
    with (folder / "log").open("wb") as log:
        command = [*as_ordinary_user(signal.SIGINT), program, str(folder / "pgbouncer.ini")]
        process = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT)
    try:
        while not answers(port):
            assert process.poll() is None, (folder / "log").read_text()
            time.sleep(0.02)
        yield port
    finally:
        process.terminate()
        process.wait(20)
