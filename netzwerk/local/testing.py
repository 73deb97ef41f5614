"""`run.py test`: a browser, throw-away services, pytest."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from netzwerk.local.paths import ROOT
from netzwerk.local.ports import free_port
from netzwerk.local.problems import LocalError
from netzwerk.local.stack import Stack

BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
# Settings of the machine must not leak into the tests.
OURS = {
    "SECRET_KEY", "DATABASE_URL", "DATABASE_ROLE", "DATABASE_POOL_SIZE", "REDIS_URL", "EMAIL_URL", "MAIL_FROM",
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


def install_browser() -> None:
    """Install Debian's headless Chromium when there is no browser and we may; else say what to do."""
    if find_browser():
        return
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        raise LocalError(
            "the tests need Chromium. On Debian, run: sudo apt-get install chromium-headless-shell "
            "(or name a Chromium in CHROMIUM_PATH)"
        )
    print("Installing the browser …", flush=True)
    for command in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", "chromium-headless-shell"]):
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        if subprocess.run(["apt-get", *command], env=environment, check=False).returncode != 0:
            raise LocalError("chromium-headless-shell could not be installed; see the lines above.")


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
