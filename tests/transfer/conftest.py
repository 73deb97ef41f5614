"""Fixtures for imports."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytest_django import Settings


@pytest.fixture
def media(tmp_path: Path, settings: Settings) -> Path:
    """Keep uploaded files in a folder of this test's own."""
    settings.MEDIA_ROOT = tmp_path
    return tmp_path
