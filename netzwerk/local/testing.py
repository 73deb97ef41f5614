"""`run.py test`: a browser, throw-away services, pytest."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from netzwerk.core.backup.tools import postgres_folders
from netzwerk.local.debian import install_package
from netzwerk.local.paths import ROOT
from netzwerk.local.ports import free_port
from netzwerk.local.postgres import find_binaries, major_of
from netzwerk.local.stack import Stack

BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
# Settings of the machine must not leak into the tests.
OURS = {
    "SECRET_KEY", "DATABASE_URL", "DATABASE_ROLE", "DATABASE_POOL_SIZE", "DATABASE_STATEMENT_SECONDS",
    "DATABASE_POOLER", "DATABASE_LOCK_SECONDS", "FILES_URL", "PHOTO_STORAGE", "PHOTO_STORAGE_OPTIONS", "REDIS_URL",
    "EMAIL_URL", "MAIL_FROM", "SECRET_KEY_FALLBACKS",
    "BASE_URL", "TRUSTED_PROXIES", "PROXY_NETWORKS", "PORT", "DEBUG", "DATA_DIR", "LOCAL_MODE", "LOCAL_MAIL_DIR",
    "TICK_SECONDS", "BOUNCE_ADDRESS", "BOUNCE_PROVIDER", "BOUNCE_SECRET", "BOUNCE_IMAP_URL",
    "JOB_LEASE_SECONDS", "LOG_LEVEL", "LOG_FORMAT", "METRICS_TOKEN", "PUSH_HOSTS",
}  # fmt: skip

# Whatever knows time is asked again where the clock of the machine is another; everything else runs in UTC.
OTHER_CLOCKS = ("Europe/Berlin", "America/Los_Angeles", "Pacific/Auckland")


def find_browser() -> str:
    """Return the path of a Chromium, or nothing."""
    named = os.environ.get("CHROMIUM_PATH", "")
    return named or next((path for name in BROWSERS if (path := shutil.which(name))), "")


def install_tools() -> None:
    """Install what the tests need of Debian where it is missing and we may; else say what to do."""
    if not find_browser():
        install_package("chromium-headless-shell", "the tests need Chromium (or name one in CHROMIUM_PATH).")
    if not older_postgres():
        install_package("postgresql", "the tests bring data over from an older PostgreSQL than ours.")
    if not (shutil.which("pgbouncer") or Path("/usr/sbin/pgbouncer").exists()):
        install_package("pgbouncer", "the tests put a pooler in front of the database.")
    if not shutil.which("ip"):
        install_package("iproute2", "the tests put hosts into networks of their own.")


def older_postgres() -> Path | None:
    """Return the programs of a PostgreSQL older than the one that runs here."""
    ours = major_of(find_binaries())
    whole = (folder for folder in postgres_folders() if (folder / "initdb").exists())
    return next((folder for folder in whole if major_of(folder) < ours), None)


def run_tests(arguments: list[str]) -> int:
    """Run pytest against services that are thrown away afterwards; return its exit code.

    Without arguments, everything; see `stages`. With them, `TEST_CLOCK` may name the zone of the machine's clock.
    """
    runs = [(arguments, os.environ.get("TEST_CLOCK", "UTC"))] if arguments else stages()
    with tempfile.TemporaryDirectory(prefix="netzwerk-test-") as folder:
        stack = Stack(Path(folder), {"PORT": str(free_port())}, is_throwaway=True)
        try:
            stack.start_services()
            environment = _environment(stack)
            return max(_pytest(run, {**environment, "TEST_CLOCK": clock}) for run, clock in runs)
        finally:
            stack.stop()


def stages() -> list[tuple[list[str], str]]:
    """Return what is run one after the other, and with the clock of which zone.

    First the fast tests and then the sweeps over the whole project on all cores, reminders by other clocks, and last
    the walks through the browser one by one.
    """
    # Whoever is done takes over from the other, as one fuzzed form lasts as long as a hundred rules.
    on_all_cores = ["-n", str(os.cpu_count() or 2), "--dist", "worksteal"]
    fast = ["-m", "not e2e and not sweep", *on_all_cores]
    return [
        (fast, "UTC"),
        (["-m", "sweep", *on_all_cores], "UTC"),
        *((["tests/reminders", *fast], clock) for clock in OTHER_CLOCKS),
        (["-m", "e2e"], "UTC"),
    ]


def _pytest(arguments: list[str], environment: dict[str, str]) -> int:
    command = [sys.executable, "-m", "pytest", *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode


def _environment(stack: Stack) -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if key not in OURS}
    return {**kept, **stack.environment, "CHROMIUM_PATH": find_browser()}
