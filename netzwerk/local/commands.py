"""How the parts of the application are started; the Dockerfile and Compose say the same."""

from __future__ import annotations

import sys
from pathlib import Path

from netzwerk.local.paths import ROOT

# Requests that are worked on at once, each with a connection to the database.
WEB_PLACES = 8
# The others wait in netzwerk/core/capacity.py, a thread each (100), and some threads refuse what is too much.
WEB_THREADS = 128
_CELERY = [sys.executable, "-m", "celery", "--app", "netzwerk.celery", "--quiet"]


def web_command(host: str, port: int) -> list[str]:
    """Return the command of the web server."""
    return [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port),
        "--blocking-threads", str(WEB_THREADS), "--no-ws", "--log-level", "warning",
        "--log-config", str(ROOT / "docker" / "logs.json"), "netzwerk.wsgi:application",
    ]  # fmt: skip


def worker_command() -> list[str]:
    """Return the command of the worker."""
    return [*_CELERY, "worker", "--concurrency", "2", "--loglevel", "INFO", "--without-gossip", "--without-mingle"]


def beat_command(schedule: Path) -> list[str]:
    """Return the command of beat, which remembers in a file of its own what ran when."""
    return [*_CELERY, "beat", "--loglevel", "INFO", "--schedule", str(schedule)]
