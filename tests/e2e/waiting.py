"""Waiting for what another process does: asks until it is so, and fails with a sentence when it takes too long."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")
PATIENCE = 30.0
_pause = threading.Event()


def wait_for(ask: Callable[[], T | None], what: str, seconds: float = PATIENCE) -> T:
    """Return the first true answer; raises `AssertionError` naming `what` after so many seconds."""
    deadline = time.monotonic() + seconds
    while not (answer := ask()):
        assert time.monotonic() < deadline, f"waited {seconds:.0f} s for {what}"
        _pause.wait(0.05)
    return answer
