"""What is counted while it happens, for `/metrics`: requests by the web processes, jobs and mails by the workers.

Web processes write to small files that whichever is asked reads together (prometheus_client's way for many processes).
Workers have no address to ask at, so they count in the broker, where the counts survive them. Nothing is counted
unless METRICS_TOKEN is set, and no label says who.
"""

from __future__ import annotations

import logging
import os
import tempfile
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from redis import Redis, RedisError

if TYPE_CHECKING:
    from prometheus_client import CollectorRegistry, Histogram

logger = logging.getLogger(__name__)

FOLDER = "PROMETHEUS_MULTIPROC_DIR"
BUCKETS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)
_TALLIES = "netzwerk-tallies"


def note_request(*, view: str, status: int, seconds: float) -> None:
    """Count a request; it never keeps anybody from their page."""
    if not settings.METRICS_TOKEN:
        return
    try:
        requests().labels(view, str(status)).observe(seconds)
    except OSError as error:
        logger.warning("a request could not be counted: %s", type(error).__name__)


@cache
def requests() -> Histogram:
    """Return the histogram of requests, shared by the processes that the same parent has started."""
    from prometheus_client import Histogram, values  # noqa: PLC0415 - where nobody asks, it costs a start 30 ms

    folder = Path(os.environ.setdefault(FOLDER, str(_own_folder())))
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if folder.is_symlink() or folder.stat().st_uid != os.geteuid():
        raise PermissionError(f"{folder} belongs to somebody else")
    values.ValueClass = values.MultiProcessValue()  # type: ignore[no-untyped-call]
    return Histogram(
        "netzwerk_request_seconds",
        "How long requests took, by the name of the view and the status of the answer.",
        ["view", "status"],
        buckets=BUCKETS,
        registry=None,
    )


def add_requests(registry: CollectorRegistry) -> None:
    """Let a registry tell the requests of all processes."""
    from prometheus_client.multiprocess import MultiProcessCollector  # noqa: PLC0415

    requests()
    MultiProcessCollector(registry, path=os.environ[FOLDER])  # type: ignore[no-untyped-call]


def tally(name: str, *labels: str) -> None:
    """Count one more of something, such as a mail that was refused at a stage; without a broker it is not counted."""
    if not settings.METRICS_TOKEN:
        return
    try:
        _broker().hincrby(_TALLIES, "|".join([name, *labels]), 1)
    except RedisError as error:
        logger.warning("%s could not be counted: %s", name, type(error).__name__)


def tallies() -> dict[tuple[str, ...], int]:
    """Return all counts, by name and labels; raises `RedisError` without a broker."""
    found: dict[bytes, bytes] = _broker().hgetall(_TALLIES)  # type: ignore[assignment]  # typed for both kinds
    return {tuple(name.decode().split("|")): int(count) for name, count in found.items()}


@cache
def _broker() -> Redis:
    return Redis.from_url(settings.CELERY_BROKER_URL, socket_timeout=1, socket_connect_timeout=1)


def _own_folder() -> Path:
    """Return a folder for the processes of one parent; a container, and `run.py`, name one that begins empty."""
    return Path(tempfile.gettempdir()) / f"netzwerk-metrics-{os.geteuid()}-{os.getppid()}"
