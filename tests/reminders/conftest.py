"""Fixtures: a Monday at eight in Berlin when mails are sent, and a server that takes them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine
from django.conf import LazySettings

from tests.reminders.digest_jobs import MONDAY_8
from tests.reminders.postmen import Postman, smtp_server


@pytest.fixture
def monday_8(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let it be that instant, and nobody run a job but the test."""
    monkeypatch.setattr("netzwerk.core.jobs.nudge_job", lambda _job: None)
    with time_machine.travel(MONDAY_8, tick=False):
        yield


@pytest.fixture
def postman(settings: LazySettings) -> Iterator[Postman]:
    """Whoever takes the mails of this test."""
    with smtp_server(settings) as server:
        yield server
