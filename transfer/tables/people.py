"""From the cells of a row to the person it describes."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from contacts.rules.messengers import service_code
from contacts.rules.partial_dates import AnnualDate
from transfer.cleaning import KIND_LENGTH, PLACE_LENGTH, TAG_LENGTH, clean_line, clean_lines, restore_formula
from transfer.records import BrokenRecord, DateRecord, HandleRecord, PersonRecord, PostalRecord, Reason
from transfer.tables.addresses import read_addresses
from transfer.tables.channels import SEVERAL, Channels, read_channels
from transfer.tables.dates import is_no_date, read_annual, read_day
from transfer.tables.fields import EMPTY_ALONE, LEFT_OUT, NAMES, WORK
from transfer.tables.languages import LANGUAGES
from transfer.tables.mapping import TableMapping
from transfer.tables.programs import LINKEDIN

_LINES = (*NAMES, *WORK, "met_through", "how_met", "where_met")
# They stand before a name and are no part of it.
_SALUTATIONS = frozenset(("herr", "frau", "hr", "fr", "mr", "mrs", "ms", "miss", "herrn"))
_MOST_TAGS = 50


@dataclass(slots=True)
class Cells:
    """The cells of a row by what they are; what does not fit its field goes to the note, with its heading."""

    by_field: dict[str, list[tuple[str, str]]] = field(default_factory=dict)  # value and heading
    by_base: dict[str, list[str]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def add(self, key: str, value: str, heading: str) -> None:
        """Take one more cell that is this."""
        if key not in self.by_field:
            self.by_field[key] = []
            self.by_base.setdefault(key.partition(".")[0], []).append(key)
        self.by_field[key].append((value, heading))

    def all(self, key: str) -> list[str]:
        """Return the values of every column that is this."""
        return [value for value, _heading in self.by_field.get(key, ())]

    def first(self, key: str) -> str:
        """Return the first of them; the others go to the note."""
        values = self.by_field.get(key, [])
        for value, heading in values[1:]:
            if value != values[0][0]:
                self.keep(heading, value)
        return values[0][0] if values else ""

    def keep(self, heading: str, value: str) -> None:
        """Write what has no field into the note."""
        self.notes.append(f"{clean_line(heading)}: {value}" if heading else value)

    def numbered(self, base: str) -> list[str]:
        """Return the keys of this kind that are there: `event`, `event.1`, `event.2`."""
        return self.by_base.get(base, [])


def is_passed_over(cells: Sequence[str], mapping: TableMapping) -> bool:
    """Whether a row says nothing about anybody: empty, or of somebody who left LinkedIn (a date at most)."""
    columns = mapping.columns
    return not any(cell.strip() and columns.get(at, LEFT_OUT) not in EMPTY_ALONE for at, cell in enumerate(cells))


def read_row(
    values: Sequence[str], headings: Sequence[str], mapping: TableMapping, *, number: int, line: int
) -> PersonRecord | BrokenRecord:
    """Return the person whom a row describes; the raw text is the row with its headings, as JSON."""
    raw = raw_of(values, headings)
    cells = _sort(values, headings, mapping)
    person = _person(cells, mapping, number=number, line=line, raw=raw)
    return person or BrokenRecord(number, line, Reason.NO_NAME, raw)


def raw_of(values: Sequence[str], headings: Sequence[str]) -> str:
    """Return a row as it is kept: a list of heading and value, in their order, without empty cells."""
    pairs = [[_heading(headings, at), value] for at, value in enumerate(values) if value]
    return json.dumps(pairs, ensure_ascii=False)


def _heading(headings: Sequence[str], at: int) -> str:
    return headings[at] if at < len(headings) else ""


def _sort(values: Sequence[str], headings: Sequence[str], mapping: TableMapping) -> Cells:
    cells = Cells()
    for at, value in enumerate(values):
        key = mapping.columns.get(at, LEFT_OUT)
        if key and (value := clean_lines(restore_formula(value))):
            cells.add(key, value, _heading(headings, at))
    return cells


def _person(cells: Cells, mapping: TableMapping, *, number: int, line: int, raw: str) -> PersonRecord | None:
    """Return the person, or None where nothing says who it is."""
    order = mapping.date_order
    lines = {key: clean_line(cells.first(key)) for key in _LINES if key in cells.by_field}
    phonetic = [lines.pop(key) for key in ("phonetic_given", "phonetic_family") if key in lines]
    lines.setdefault("phonetic_name", clean_line(" ".join(phonetic)))
    addresses = read_addresses(cells)
    channels = read_channels(cells)
    if mapping.program == LINKEDIN:
        lines.setdefault("met_through", "LinkedIn")
    name = _name(lines, channels)
    if not name:
        return None
    found: dict[str, Any] = {
        **lines,
        "name": name,
        "emails": channels.emails,
        "phones": channels.phones,
        "links": channels.links,
        "addresses": addresses,
        "messengers": _messengers(cells),
        "place": _place(cells, addresses),
        "languages": _languages(cells),
        "tags": _tags(cells),
        "birthday": _birthday(cells, order),
        "own_dates": _own_dates(cells, order),
        "met_on": _met_on(cells, order),
    }
    # Last, as it takes what none of the others could read.
    return PersonRecord(number=number, raw=raw, line=line, note=_note(cells), **found)


def _name(lines: dict[str, str], channels: Channels) -> str:
    """Return the name, or else what one can call somebody by; an address or number at last."""
    prefix = lines.get("prefix", "")
    parts = ["" if prefix.rstrip(".").casefold() in _SALUTATIONS else prefix]
    parts += [lines.get(key, "") for key in ("given_name", "additional_names", "family_name")]
    full = " ".join(filter(None, parts)) if lines.get("given_name") or lines.get("family_name") else ""
    if full and lines.get("suffix"):
        full = f"{full}, {lines['suffix']}"
    others = (lines.get("name", ""), full, *(lines.get(key, "") for key in ("nickname", "organisation", "unit")))
    values = (each.value for each in (*channels.emails, *channels.phones, *channels.links))
    return next((name for each in (*others, *values) if (name := clean_line(each))), "")


def _place(cells: Cells, addresses: Sequence[PostalRecord]) -> str:
    """Return where somebody is: as it is said, or the town of an address."""
    return clean_line(cells.first("place") or next((each.city for each in addresses if each.city), ""), PLACE_LENGTH)


def _birthday(cells: Cells, order: str) -> AnnualDate | None:
    parts = [clean_line(cells.first(f"birth_{part}"), 10) for part in ("year", "month", "day")]
    if any(parts):
        year, month, day = (int(part) if part.isascii() and part.isdigit() else 0 for part in parts)
        try:
            return AnnualDate(month, day, year or None)
        except ValueError:
            cells.keep(next(heading for _, heading in _of_parts(cells)), "-".join(filter(None, parts)))
    return _annual(cells, "birthday", order)


def _of_parts(cells: Cells) -> list[tuple[str, str]]:
    return [pair for part in ("year", "month", "day") for pair in cells.by_field.get(f"birth_{part}", ())]


def _annual(cells: Cells, key: str, order: str) -> AnnualDate | None:
    """Return the first date of these columns; what is no date is kept in the note."""
    found = None
    for value, heading in cells.by_field.get(key, ()):
        day = read_annual(value, order)
        found = found or day
        if day is None and not is_no_date(value):
            cells.keep(heading, value)
    return found


def _own_dates(cells: Cells, order: str) -> tuple[DateRecord, ...]:
    found = []
    if day := _annual(cells, "anniversary", order):
        found.append(DateRecord("anniversary", day))
    for key in cells.numbered("event"):
        label = clean_line(cells.first(key.replace("event", "event_kind", 1)), KIND_LENGTH)
        if day := _annual(cells, key, order):
            found.append(DateRecord("anniversary" if label.casefold() in {"anniversary", "jahrestag"} else label, day))
    return tuple(found)


def _met_on(cells: Cells, order: str) -> date | None:
    for value, heading in cells.by_field.get("met_on", ()):
        if day := read_day(value, order):
            return day
        if not is_no_date(value):
            cells.keep(heading, value)
    return None


def _messengers(cells: Cells) -> tuple[HandleRecord, ...]:
    found: dict[HandleRecord, None] = {}
    for key in cells.numbered("messenger"):
        named = key.partition(".")[2]
        told = clean_line(cells.first(f"messenger_kind.{named}"), KIND_LENGTH)
        service = told or ("" if named.isdigit() else named)
        for value in cells.all(key):
            for handle in map(clean_line, value.split(SEVERAL)):
                if handle and service:
                    found[HandleRecord(service_code(service), handle)] = None
                elif handle:
                    cells.keep(next(heading for _, heading in cells.by_field[key]), handle)
    return tuple(found)


def _languages(cells: Cells) -> tuple[str, ...]:
    codes = []
    for value, heading in cells.by_field.get("languages", ()):
        for word in filter(None, (part.strip() for part in value.replace(";", ",").split(","))):
            if code := LANGUAGES.get(word.casefold()):
                codes.append(code)
            else:
                cells.keep(heading, word)
    return tuple(dict.fromkeys(codes))


def _tags(cells: Cells) -> tuple[str, ...]:
    """Return the tags; Google's own groups, which it writes with a star, are none."""
    found: dict[str, None] = {}
    for value in cells.all("tags"):
        parts = value.split(SEVERAL.strip()) if SEVERAL.strip() in value else value.replace("\n", ";").split(";")
        if len(parts) == 1:
            parts = value.split(",")
        for tag in (clean_line(part, TAG_LENGTH) for part in parts):
            if tag and not tag.startswith("* "):
                found[tag] = None
    return tuple(found)[:_MOST_TAGS]


def _note(cells: Cells) -> str:
    """Return the notes, and below them what has no field, each on its line behind its heading."""
    for key in cells.numbered("relation") + cells.numbered("extra"):
        base = key.partition(".")[0]
        label = cells.first(key.replace(base, f"{base}_kind", 1))
        for value, heading in cells.by_field[key]:
            cells.keep(label or heading, value)
    for value, heading in cells.by_field.get("note.named", ()):
        cells.keep(heading, value)
    return clean_lines("\n".join((*cells.all("note"), *dict.fromkeys(cells.notes))))
