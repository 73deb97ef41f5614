"""The clock of the machine may be anybody's: these tests run by four of them."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from zoneinfo import ZoneInfo


def test_the_clock_is_the_one_that_the_run_names() -> None:
    noon = datetime(2026, 7, 1, 12, tzinfo=UTC)
    zone = ZoneInfo(os.environ.get("TEST_CLOCK", "UTC"))

    assert noon.astimezone().utcoffset() == noon.astimezone(zone).utcoffset()
