"""From the value of a property to text, parts and dates."""

from __future__ import annotations

import re

from contacts.rules.partial_dates import AnnualDate

_ESCAPE = re.compile(r"\\([nN,;:\\])")
_NEEDS_ESCAPE = re.compile(r"[\\,;\n]")
_ESCAPES = str.maketrans({"\\": "\\\\", ",": "\\,", ";": "\\;", "\n": "\\n"})
_SEPARATORS = {separator: re.compile(rf"\\.|{separator}", re.DOTALL) for separator in ";,"}

# Apple writes birthdays without a year in 1604, a leap year; some handsets in 0000.
_NO_YEAR = ("", "0000", "1604")
_LONGEST_DATE = 64
_DATE = re.compile(
    r"(?:(?P<year>\d{4})(?:-(?P<m1>\d\d?)-(?P<d1>\d\d?)|/(?P<m2>\d\d?)/(?P<d2>\d\d?)|(?P<m3>\d\d)(?P<d3>\d\d))"
    r"|--(?:(?P<m4>\d\d?)-(?P<d4>\d\d?)|(?P<m5>\d\d)(?P<d5>\d\d)))(?:[T Z+].*)?",
    re.ASCII | re.DOTALL,
)


def unescape(value: str) -> str:
    r"""Undo \n \, \; \: and \\ (RFC 6350 section 3.4, RFC 2426 section 2.4.2); other backslashes stand."""
    return _ESCAPE.sub(_unescaped, value) if "\\" in value else value


def escape(text: str) -> str:
    r"""Write a text as a value: backslash, comma and semicolon with a backslash, line ends as \n."""
    return text.translate(_ESCAPES) if _NEEDS_ESCAPE.search(text) else text


def _unescaped(found: re.Match[str]) -> str:
    return "\n" if found[1] in "nN" else found[1]


def cut(value: str, separator: str) -> list[str]:
    """Cut at separators without a backslash; the parts are still escaped (RFC 6350 section 3.4)."""
    if "\\" not in value:
        return value.split(separator)
    parts, start = [], 0
    for found in _SEPARATORS[separator].finditer(value):
        if found[0] == separator:
            parts.append(value[start : found.start()])
            start = found.end()
    return [*parts, value[start:]]


def split(value: str, separator: str) -> list[str]:
    """Cut at separators and unescape each part."""
    return [unescape(part) for part in cut(value, separator)]


def split_and_join(value: str) -> str:
    """Return a part that is itself a list as one text (names in N: RFC 6350 section 6.2.2)."""
    return " ".join(split(value, ","))


def read_date(value: str, no_year: str = "") -> AnnualDate | None:
    """Return the day of a date or date-time (RFC 6350 section 4.3); None for what has no day or never was.

    The year may be missing, or be one that stands for none: 0000, 1604, or the one that is given.
    """
    found = _DATE.fullmatch(value.strip()[:_LONGEST_DATE])
    if found is None:
        return None
    month, day = (int(text) for text in found.groups()[1:] if text is not None)
    year = found["year"] or ""
    try:
        return AnnualDate(month, day, None if year in {*_NO_YEAR, no_year} else int(year))
    except ValueError:
        return None
