"""The commands of `run.py`, once everything is installed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping
from types import FrameType

from netzwerk.local.assets import build_assets, install_npm_packages
from netzwerk.local.configuration import remember_tools, user_settings
from netzwerk.local.paths import ROOT, data_folder
from netzwerk.local.problems import LocalError
from netzwerk.local.running import RunsAlreadyError, environment_of_running, only_one, told_to_commands
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
        try:
            with told_to_commands(folder, stack.environment):
                print(f"Netzwerk runs at {stack.base_url} (Ctrl-C stops it)", flush=True)
                while not stopping.wait(TEND_SECONDS):
                    stack.tend()
        finally:
            stack.stop()
    return 0


def manage(arguments: list[str]) -> int:
    """Run a command of manage.py, with the services that run, or with some that are started for it alone."""
    settings = user_settings()
    folder = data_folder(settings.get("DATA_DIR", "var"))
    try:
        with only_one(folder):
            stack = Stack(folder, settings)
            try:
                stack.start_services()
                return _manage(arguments, stack.environment)
            finally:
                stack.stop()
    except RunsAlreadyError:
        if (environment := environment_of_running(folder)) is None:
            raise
        return _manage(arguments, environment)


def _manage(arguments: list[str], environment: Mapping[str, str]) -> int:
    command = [sys.executable, str(ROOT / "manage.py"), *arguments]
    return subprocess.run(command, env={**os.environ, **environment}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
