"""Dates as people write them when they know only a part: 2019, 3/2019, March 2019, 14.3.2019."""

import re
from collections.abc import Mapping
from datetime import date

from contacts.rules.partial_dates import Precision

_YEAR = re.compile(r"(?P<year>\d{4})")
_MONTH = re.compile(r"(?:(?P<month>\d{1,2})[./ -]+(?P<year>\d{4})|(?P<year2>\d{4})[/ -]+(?P<month2>\d{1,2}))")
_DAY = re.compile(
    r"(?:(?P<day>\d{1,2})[./ -]+(?P<month>\d{1,2})[./ -]+(?P<year>\d{4})"
    r"|(?P<year2>\d{4})-(?P<month2>\d{1,2})-(?P<day2>\d{1,2}))"
)
_WORD = re.compile(r"[^\W\d_]+\.?")


def read_date(text: str, month_names: Mapping[str, int]) -> tuple[date, Precision]:
    """Return the first day of what was written, and how exact it is; the day comes before the month, or the year first.

    `month_names` are in lower case, without a dot. Raises `ValueError` for what is no date.
    """
    plain = _with_numbers(" ".join(text.split()), month_names)
    for pattern, precision in ((_YEAR, Precision.YEAR), (_MONTH, Precision.MONTH), (_DAY, Precision.DAY)):
        if match := pattern.fullmatch(plain):
            parts = {name.rstrip("2"): int(value) for name, value in match.groupdict().items() if value}
            return date(parts["year"], parts.get("month", 1), parts.get("day", 1)), precision
    raise ValueError(text)


def write_date(day: date, precision: str) -> str:
    """Return a date so that `read_date` understands it, in whatever language."""
    match Precision(precision):
        case Precision.YEAR:
            return f"{day.year:04}"
        case Precision.MONTH:
            return f"{day.month}/{day.year:04}"
        case Precision.DAY:
            return f"{day.day}.{day.month}.{day.year:04}"


def _with_numbers(text: str, month_names: Mapping[str, int]) -> str:
    """Put numbers in the place of the names of months; another word stays, and is no date."""

    def number(match: re.Match[str]) -> str:
        word = match[0]
        month = month_names.get(word.rstrip(".").lower())
        return word if month is None else f" {month} "

    return " ".join(_WORD.sub(number, text).split())
