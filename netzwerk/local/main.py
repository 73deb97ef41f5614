"""The commands of `run.py`, once everything is installed."""

from __future__ import annotations

import fcntl
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import IO

from netzwerk.local.assets import build_assets, install_npm_packages
from netzwerk.local.configuration import remember_tools, user_settings
from netzwerk.local.paths import ROOT, data_folder
from netzwerk.local.problems import LocalError
from netzwerk.local.stack import Stack
from netzwerk.local.testing import install_tools, run_tests

TEND_SECONDS = 0.5


def main(command: str, arguments: list[str]) -> int:
    """Run one command; return its exit code."""
    remember_tools()
    try:
        if command == "test":
            install_npm_packages()
            build_assets()
            install_tools()
            return run_tests(arguments)
        if command == "setup":
            install_npm_packages()
            build_assets()
            return 0
        if command == "manage":
            return manage(arguments)
        return serve()
    except LocalError as problem:
        print(f"Netzwerk cannot start: {problem}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def serve() -> int:
    """Run the stack until Ctrl-C or SIGTERM."""
    settings = user_settings()
    folder = data_folder(settings.get("DATA_DIR", "var"))
    with only_one(folder):
        build_assets()
        stack = Stack(folder, settings)
        stopping = threading.Event()

        def stop(_number: int, _frame: FrameType | None) -> None:
            stopping.set()

        signal.signal(signal.SIGTERM, stop)
        stack.start()
        # Only now: until here Ctrl-C interrupts whatever is being waited for, and `start` cleans up.
        signal.signal(signal.SIGINT, stop)
        print(f"Netzwerk runs at {stack.base_url} (Ctrl-C stops it)", flush=True)
        try:
            while not stopping.wait(TEND_SECONDS):
                stack.tend()
        finally:
            stack.stop()
    return 0


def manage(arguments: list[str]) -> int:
    """Run a command of manage.py, with the services started for it alone."""
    settings = user_settings()
    folder = data_folder(settings.get("DATA_DIR", "var"))
    with only_one(folder):
        stack = Stack(folder, settings)
        try:
            stack.start_services()
            command = [sys.executable, str(ROOT / "manage.py"), *arguments]
            return subprocess.run(command, env={**os.environ, **stack.environment}, check=False).returncode
        finally:
            stack.stop()


@contextmanager
def only_one(folder: Path) -> Iterator[None]:
    """Hold the lock of this data folder; raises `LocalError` when another Netzwerk has it."""
    with (folder / "lock").open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise LocalError(_already_running(lock, folder)) from error
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        yield


def _already_running(lock: IO[str], folder: Path) -> str:
    lock.seek(0)
    holder = lock.read().strip() or "unknown"
    return (
        f"it runs already with the data in {folder} (process {holder}). Stop that one first, "
        "or start a second one with other data: DATA_DIR=var2 PORT=8001 python3 run.py"
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
