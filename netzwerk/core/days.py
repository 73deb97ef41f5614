"""Days that come from outside."""

from datetime import date

from django.utils.dateparse import parse_date


def read_day(text: str) -> date | None:
    """Return the day that an address or a form says as 2026-03-16, or None when it is none."""
    try:
        return parse_date(text)
    except ValueError:
        return None
