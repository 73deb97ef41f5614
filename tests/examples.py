"""How often a property is tried."""

from __future__ import annotations

import os

from hypothesis import settings

# By another clock of the machine only what reads it could fail, and that shows soon.
ELSEWHERE = 0.2


def examples(count: int) -> settings:
    """Let a test try so many examples, and fewer where the clock of the machine is another than usual."""
    return settings(max_examples=of_usual(count))


def of_usual(count: int) -> int:
    """Return how many of so many examples are tried by the clock of this run."""
    return count if os.environ.get("TEST_CLOCK", "UTC") == "UTC" else max(1, int(count * ELSEWHERE))
