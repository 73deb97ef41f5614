"""The postal addresses of a row, put together from the columns of their parts."""

from __future__ import annotations

import re

from transfer.cleaning import COUNTRY_LENGTH, PLACE_LENGTH, POSTAL_CODE_LENGTH, STREET_LENGTH, clean_line
from transfer.records import PostalRecord
from transfer.tables.channels import CellsOfRow, kind_of
from transfer.tables.fields import ADDRESS, is_number

_LENGTHS = {
    "postal_code": POSTAL_CODE_LENGTH,
    "city": PLACE_LENGTH,
    "region": PLACE_LENGTH,
    "country": COUNTRY_LENGTH,
}
_CODE_AND_CITY = re.compile(r"(?:[A-Z]{1,2}-)?(\d{4,5}) +(\D.*)")


def read_addresses(cells: CellsOfRow) -> tuple[PostalRecord, ...]:
    """Return each address that has a part, in the order of the columns."""
    if not any(cells.numbered(base) for base in ADDRESS):
        return ()
    groups = dict.fromkeys(key.partition(".")[2] for base in ADDRESS for key in cells.numbered(base))
    found = (_address(cells, which) for which in sorted(groups, key=_order))
    return tuple(dict.fromkeys(each for each in found if each))


def _order(which: str) -> tuple[int, str]:
    return ("", "home", "work").index(which) if which in {"", "home", "work"} else 3, which.zfill(3)


def _address(cells: CellsOfRow, which: str) -> PostalRecord | None:
    suffix = f".{which}" if which else ""
    parts = {base: _lines(cells, f"{base}{suffix}") for base in ADDRESS}
    written = parts.pop("address")
    if written and not parts["street"]:
        _take_apart(written, parts)
    street = ", ".join((*parts["street"], *parts["po_box"]))
    kind = kind_of(cells.first(f"address_kind{suffix}"))[0] or ("" if is_number(which) else which)
    single = {base: clean_line(", ".join(parts[base]), length) for base, length in _LENGTHS.items()}
    if not street and not any(single.values()):
        return None
    return PostalRecord(street=clean_line(street, STREET_LENGTH), kind=kind, **single)


def _lines(cells: CellsOfRow, key: str) -> list[str]:
    values = (value for value, _heading in cells.by_field.get(key, ()))
    return [line for value in values for part in value.splitlines() if (line := clean_line(part))]


def _take_apart(written: list[str], parts: dict[str, list[str]]) -> None:
    """Read the parts of an address that is written as a whole, as on a letter, where no column of their own tells."""
    told = {line.casefold() for lines in parts.values() for line in lines}
    for at, line in enumerate(written):
        if found := _CODE_AND_CITY.fullmatch(line):
            parts["postal_code"] = parts["postal_code"] or [found[1]]
            parts["city"] = parts["city"] or [found[2]]
            parts["street"] = written[:at]
            parts["country"] = parts["country"] or written[at + 1 : at + 2]
            return
    parts["street"] = [line for line in written if line.casefold() not in told]
