"""Fixtures for the tests of matching."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import time_machine

from tests.factories import TODAY


@pytest.fixture
def on_today() -> Iterator[None]:
    """Let it be `TODAY`, at noon."""
    with time_machine.travel(datetime(TODAY.year, TODAY.month, TODAY.day, 12, tzinfo=UTC), tick=False):
        yield
