"""Where a page of dated rows ended, so that the next one can go on: a day, and the row of that day."""

from __future__ import annotations

from datetime import date
from uuid import UUID

Place = tuple[date, UUID]


def write_place(day: date, pk: UUID) -> str:
    """Return the place as an address says it: 2026-03-16_01900000-…"""
    return f"{day.isoformat()}_{pk}"


def read_place(text: str) -> Place | None:
    """Return the place that an address says; nonsense is none, and so means the beginning."""
    day, _sign, pk = text.partition("_")
    try:
        return date.fromisoformat(day), UUID(pk)
    except ValueError:
        return None
