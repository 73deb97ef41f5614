"""Tables that no program wrote and that still need no question: all their headings are known, and the values fit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from transfer.cleaning import clean_mail, digits_of
from transfer.tables.dates import is_ambiguous
from transfer.tables.fields import CHANNELS, DATES, KEPT_IN_NOTE, LEFT_OUT, SINGLE
from transfer.tables.headings import field_of, folded_heading

_WHO = frozenset(("name", "given_name", "family_name"))
# What may stand in several columns: one goes below the other, or beside it.
_MAY_REPEAT = frozenset((KEPT_IN_NOTE, LEFT_OUT, "note", "tags", "languages"))


def _has_mail(value: str) -> bool:
    return "@" in value


def _has_number(value: str) -> bool:
    return len(digits_of(value)) > 4


def _has_link(value: str) -> bool:
    return "." in value and not clean_mail(value)


_FITS: Mapping[str, Callable[[str], bool]] = {"email": _has_mail, "phone": _has_number, "link": _has_link}


def is_plain(headings: Sequence[str], columns: Mapping[int, str], rows: Sequence[Sequence[str]], width: int) -> bool:
    """Whether nothing about a table is a guess: each heading is known and used once, and somebody has a name.

    Where a value does not fit what its heading says, or a date can be read in two ways, the user is asked.
    """
    if len(headings) < width or any(field_of(heading) is None for heading in headings):
        return False
    times = Counter(key for key in columns.values() if key in SINGLE and key not in _MAY_REPEAT)
    if not times.keys() & _WHO or max(times.values()) > 1:
        return False
    return all(_fits(key, [row[at] for row in rows if at < len(row)]) for at, key in columns.items())


def _fits(key: str, values: Sequence[str]) -> bool:
    base = key.partition(".")[0]
    if base in CHANNELS:
        return all(map(_FITS.get(base, bool), filter(str.strip, values)))
    return not (key in {*DATES, "met_on"} and any(map(is_ambiguous, values)))


def settle_family_name(headings: Sequence[str], columns: dict[int, str], rows: Sequence[Sequence[str]]) -> None:
    """Take *Name* beside *Vorname* for the family name, as German lists mean it, unless it holds both names."""
    places = {key: at for at, key in columns.items()}
    if "given_name" not in places or "family_name" in places or "name" not in places:
        return
    given, name = places["given_name"], places["name"]
    if folded_heading(headings[name]) != "name":
        return
    pairs = [(row[given].strip(), row[name].strip()) for row in rows if max(given, name) < len(row)]
    if not any(first and first in both.split() for first, both in pairs):
        columns[name] = "family_name"
