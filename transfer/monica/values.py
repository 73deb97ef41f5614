"""What a JSON value of an export says: any of them may be something else than it should be."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from contacts.rules.partial_dates import AnnualDate
from transfer.cleaning import NAME_LENGTH, clean_line, clean_lines

Json = Mapping[str, Any]
_NOTHING: Json = {}
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")


def mapping(value: object) -> Json:
    """Return the value if it is an object, else an empty one."""
    return value if isinstance(value, dict) else _NOTHING


def items_of(value: object) -> list[Any]:
    """Return the items of a list; PHP writes a list with gaps as an object."""
    if isinstance(value, dict):
        return list(value.values())
    return value if isinstance(value, list) else []


def properties_of(value: object) -> Json:
    """Return what a thing says about itself."""
    return mapping(mapping(value).get("properties"))


def collection(thing: object, name: str) -> list[Any]:
    """Return what hangs on a thing under this name: its data are lists, each with a type and values."""
    return [value for kind, values in collections_of(thing) if kind == name for value in values]


def collections_of(thing: object) -> Iterator[tuple[str, list[Any]]]:
    """Yield the names of what hangs on a thing, each with the values."""
    for each in items_of(mapping(thing).get("data")):
        yield line(mapping(each).get("type")), items_of(mapping(each).get("values"))


def line(value: object, length: int = NAME_LENGTH) -> str:
    """Return a text or number as one clean line."""
    return clean_line(_text(value), length)


def lines(value: object) -> str:
    """Return a text with its line breaks."""
    return clean_lines(_text(value))


def is_true(value: object) -> bool:
    """Return whether it is said; databases write 1 for it."""
    return value in (True, 1, "1", "true")


def day_of(value: object) -> date | None:
    """Return the day of an instant as it is written; none where it is no day."""
    found = _DAY.match(_text(value))
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None


def annual_of(special: object) -> AnnualDate | None:
    """Return the day of the year of a special date; one that was guessed from an age has none."""
    day = day_of(mapping(special).get("date"))
    if day is None or is_true(mapping(special).get("is_age_based")):
        return None
    return AnnualDate(day.month, day.day, None if is_true(mapping(special).get("is_year_unknown")) else day.year)


def whole_day_of(special: object) -> date | None:
    """Return the day of a special date that is known with its year."""
    annual = annual_of(special)
    return date(annual.year, annual.month, annual.day) if annual and annual.year else None


def number_of(value: object) -> int:
    """Return a whole number that is not negative, also one that is written as a text; else 0."""
    if isinstance(value, str) and value.isdecimal() and len(value) < 10:
        value = int(value)
    return int(value) if isinstance(value, int | float) and 0 <= value < 10**9 else 0


def _text(value: object) -> str:
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""
