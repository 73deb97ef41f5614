"""Dates as programs and people write them into tables, in English and German."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from contacts.rules.partial_dates import AnnualDate

DAY_FIRST, MONTH_FIRST = "dmy", "mdy"
LONGEST_DATE = 40
# Two digits of a year from here on are of the last century.
_LAST_CENTURY_FROM = 30
# Apple and Google write 1604 or 0000 where the year is unknown.
_NO_YEAR = (0, 1604)

_MONTHS = (
    ("jan", "jän"), ("feb",), ("mar", "mär", "mae", "mrz"), ("apr",), ("may", "mai"), ("jun",), ("jul",), ("aug",),
    ("sep",), ("oct", "okt"), ("nov",), ("dec", "dez"),
)  # fmt: skip
_MONTH_BY_NAME = {name: number for number, names in enumerate(_MONTHS, 1) for name in names}
_MONTH_BY_NAME |= {"januar": 1, "january": 1, "sept": 9}

_YEAR_FIRST = re.compile(r"(?P<y>\d{4})(?:[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})|(?P<m2>\d\d)(?P<d2>\d\d))(?:[T ].*)?")
_NO_YEAR_FIRST = re.compile(r"--(?P<m>\d{1,2})-?(?P<d>\d{1,2})")
_NUMBERS = re.compile(r"(\d{1,2})([./-]) ?(\d{1,2})(?:\2 ?(\d{4}|\d{2}))?[.]?(?: \d{1,2}:\d\d.*)?")
_DAY_NAMED = re.compile(r"(?P<d>\d{1,2})(?:st|nd|rd|th)?[. -]+(?P<n>[^\W\d_]{3,12})[. ,-]*(?P<y>\d{4})?")
_NAMED_DAY = re.compile(r"(?P<n>[^\W\d_]{3,12})[. ]+(?P<d>\d{1,2})(?:st|nd|rd|th)?(?:,? +(?P<y>\d{4}))?")
_NOTHING = re.compile(r"[0./\- :]*")


def order_of(values: Iterable[str], usual: str) -> str:
    """Return whether the day or the month comes first in dates like 4/5/2024: as the values allow, else as usual."""
    for value in values:
        found = _NUMBERS.fullmatch(value.strip()[:LONGEST_DATE])
        if found and found[2] != ".":
            first, second = int(found[1]), int(found[3])
            if first > 12 >= second > 0:
                return DAY_FIRST
            if second > 12 >= first > 0:
                return MONTH_FIRST
    return usual


def is_ambiguous(value: str) -> bool:
    """Whether day and month of this could be either way round."""
    found = _NUMBERS.fullmatch(value.strip()[:LONGEST_DATE])
    return bool(found and found[2] != "." and found[1] != found[3] and 0 < int(found[1]) < 13 > int(found[3]) > 0)


def is_no_date(value: str) -> bool:
    """Whether a program says with this that it knows no date: 0/0/00, 0.0.00, 0000-00-00 (Outlook among others)."""
    return _NOTHING.fullmatch(value) is not None


def read_annual(value: str, order: str) -> AnnualDate | None:
    """Return the day of the year, with its year if known; None for what is no such day."""
    value = " ".join(value[: 2 * LONGEST_DATE].split())
    if len(value) > LONGEST_DATE or is_no_date(value):
        return None
    for year, month, day in _readings(value, order):
        try:
            return AnnualDate(month, day, None if year in _NO_YEAR else year)
        except ValueError:
            continue
    return None


def read_day(value: str, order: str) -> date | None:
    """Return the day, whose year has to be there; None for what is no day."""
    found = read_annual(value, order)
    return date(found.year, found.month, found.day) if found and found.year else None


def _readings(value: str, order: str) -> Iterable[tuple[int | None, int, int]]:
    """Yield how the text can be read, the likeliest first; not each has to be a day."""
    for pattern in (_YEAR_FIRST, _NO_YEAR_FIRST):
        if found := pattern.fullmatch(value):
            parts = {name[0]: int(number) for name, number in found.groupdict().items() if number}
            yield parts.get("y"), parts["m"], parts["d"]
    if found := _NUMBERS.fullmatch(value):
        first, second, year = int(found[1]), int(found[3]), _year(found[4])
        day_first = (year, second, first)
        month_first = (year, first, second)
        is_month_first = order == MONTH_FIRST and found[2] != "."
        yield from (month_first, day_first) if is_month_first else (day_first, month_first)
    for pattern in (_DAY_NAMED, _NAMED_DAY):
        if (found := pattern.fullmatch(value)) and (month := _month(found["n"])):
            yield _year(found["y"]), month, int(found["d"])


def _month(name: str) -> int:
    name = name.casefold()
    return _MONTH_BY_NAME.get(name, 0) or _MONTH_BY_NAME.get(name[:3], 0)


def _year(digits: str | None) -> int | None:
    if digits is None:
        return None
    if len(digits) == 4:
        return int(digits)
    return int(digits) + (1900 if int(digits) >= _LAST_CENTURY_FROM else 2000)
