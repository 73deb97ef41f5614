"""Measurements run on the tests' database, as the restricted role, and render as the server does."""

from __future__ import annotations

import pytest
from django.template import Template
from django.test.utils import _TestState

from tests.conftest import (
    _truncate_as_owner,
    django_db_setup,
    pytest_configure,
)

__all__ = ["_truncate_as_owner", "django_db_setup", "pytest_configure"]


@pytest.fixture(autouse=True)
def _as_served(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take the tests' own way to render back: it keeps a copy of the context of each template, also of includes."""
    monkeypatch.setattr(Template, "_render", _TestState.saved_data.template_render)  # type: ignore[attr-defined]
