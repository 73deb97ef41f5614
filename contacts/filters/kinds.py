"""The kinds of filters: a choice, a choice among rows, a flag, words, a date, a number."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.dateparse import parse_date
from django.utils.formats import date_format

from contacts.filters.base import Asking, Choices, Filter
from netzwerk.core import ids

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

LONGEST_TEXT = 120


def choice(
    key: str, label: str | _StrPromise, options: Callable[[], Choices], fits: Callable[[str, Asking], Q]
) -> Filter:
    """Return a filter by one of a fixed list; any other value is a mistake."""
    return Filter(
        key=key,
        label=label,
        kind="choice",
        read=lambda value: value if value in dict(options()) else None,
        fits=fits,
        words=lambda value, names: names.get(value),
        choices=lambda _asking: options(),
    )


def choice_of_rows(
    key: str,
    label: str | _StrPromise,
    choices: Callable[[Asking], Choices],
    fits: Callable[[str, Asking], Q],
    read: Callable[[str], str | None] | None = None,
) -> Filter:
    """Return a filter by something of the user's, by its id unless `read` says otherwise; it may be gone one day."""
    return Filter(
        key=key,
        label=label,
        kind="choice",
        read=read or read_id,
        fits=fits,
        words=lambda value, names: names.get(value),
        choices=choices,
    )


def flag(key: str, label: str | _StrPromise, fits: Callable[[Asking], Q]) -> Filter:
    """Return a filter by what is true of a person or not."""
    return Filter(
        key=key,
        label=label,
        kind="flag",
        read=lambda value: value if value == "1" else None,
        fits=lambda _value, asking: fits(asking),
        words=lambda _value, _names: "",
    )


def text(key: str, label: str | _StrPromise, fits: Callable[[str, Asking], Q]) -> Filter:
    """Return a filter by words of the user's."""
    return Filter(
        key=key,
        label=label,
        kind="text",
        read=lambda value: value if len(value) <= LONGEST_TEXT and value.isprintable() else None,
        fits=fits,
        words=lambda value, _names: value,
    )


def day(key: str, label: str | _StrPromise, fits: Callable[[date, Asking], Q]) -> Filter:
    """Return a filter by a date, which stands in the address as `YYYY-MM-DD`."""
    return Filter(
        key=key,
        label=label,
        kind="day",
        read=read_day,
        fits=lambda value, asking: fits(date.fromisoformat(value), asking),
        words=lambda value, _names: date_format(date.fromisoformat(value), "DATE_FORMAT"),
    )


def number(
    key: str, label: str | _StrPromise, fits: Callable[[int, Asking], Q], words: Callable[[int], str], most: int
) -> Filter:
    """Return a filter by a whole number from 1 to `most`."""

    def read(value: str) -> str | None:
        is_number = value.isascii() and value.isdigit() and len(value) <= 6
        return str(int(value)) if is_number and 1 <= int(value) <= most else None

    return Filter(
        key=key,
        label=label,
        kind="number",
        read=read,
        fits=lambda value, asking: fits(int(value), asking),
        words=lambda value, _names: words(int(value)),
    )


def read_id(value: str) -> str | None:
    """Return an id in its one spelling, or None when it is none."""
    found = ids.read_id(value)
    return str(found) if found else None


def read_day(value: str) -> str | None:
    """Return a date in its one spelling, or None when it is none."""
    try:
        found = parse_date(value) if value.isascii() else None
    except ValueError:
        return None
    return found.isoformat() if found else None
