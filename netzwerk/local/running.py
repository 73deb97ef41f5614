"""Who has a data folder: one stack at a time, and commands that go along with the one that runs."""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from netzwerk.local.configuration import write_private
from netzwerk.local.problems import LocalError

LOCK, RUNNING = "lock", "running.json"


class RunsAlreadyError(LocalError):
    """Another Netzwerk has this data folder."""


@contextmanager
def only_one(folder: Path) -> Iterator[None]:
    """Hold the lock of this data folder; raises `RunsAlreadyError` when another Netzwerk has it."""
    with (folder / LOCK).open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise RunsAlreadyError(_already_running(lock, folder)) from error
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        yield


@contextmanager
def told_to_commands(folder: Path, environment: Mapping[str, str]) -> Iterator[None]:
    """Let commands find the services of the stack that this process runs, until it stops it; holds its passwords."""
    path = folder / RUNNING
    write_private(path, json.dumps({"process": os.getpid(), "environment": dict(environment)}, indent=2))
    try:
        yield
    finally:
        path.unlink(missing_ok=True)


def environment_of_running(folder: Path) -> dict[str, str] | None:
    """Return the environment of the stack that runs with this folder, or nothing while it starts or stops.

    A stack that was killed has left its file behind; then the process that has the lock is another.
    """
    try:
        found = json.loads((folder / RUNNING).read_text())
    except FileNotFoundError:
        return None
    environment: dict[str, str] = found["environment"]
    return environment if str(found["process"]) == (folder / LOCK).read_text() else None


def _already_running(lock: IO[str], folder: Path) -> str:
    lock.seek(0)
    holder = lock.read().strip() or "unknown"
    return (
        f"it runs already with the data in {folder} (process {holder}). Stop that one first, "
        "or start a second one with other data: DATA_DIR=var2 PORT=8001 python3 run.py"
    )
