"""The mail addresses, phone numbers and links of a row: each once, with its kind, the preferred one marked."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Protocol

from transfer.cleaning import (
    KIND_LENGTH,
    MAX_CHANNELS,
    clean_line,
    clean_link,
    clean_mail,
    clean_phone,
    digits_of,
)
from transfer.records import Typed
from transfer.tables.fields import is_number

# How Google writes several values into one cell.
SEVERAL = " ::: "
_BETWEEN_VALUES = re.compile(r" ?::: ?|\n|;")
_BETWEEN_MAILS = re.compile(r" ?::: ?|[\n;,]")
# Outlook: an address inside an Exchange server, which nobody outside can write to.
_EXCHANGE = "ex"

_KINDS = {
    "home": "home", "privat": "home", "private": "home", "personal": "home", "work": "work", "arbeit": "work",
    "business": "work", "geschäftlich": "work", "other": "other", "andere": "other", "sonstige": "other",
    "mobile": "mobile", "mobil": "mobile", "cell": "mobile", "handy": "mobile", "iphone": "mobile", "main": "main",
    "work fax": "fax", "home fax": "fax", "fax": "fax", "pager": "pager", "school": "school", "profile": "",
    "home page": "home", "homepage": "home", "zentrale": "main", "haupt": "main", "schule": "school",
}  # fmt: skip


class CellsOfRow(Protocol):
    """What this module needs of the cells of a row."""

    by_field: dict[str, list[tuple[str, str]]]

    def first(self, key: str) -> str: ...
    def keep(self, heading: str, value: str) -> None: ...
    def numbered(self, base: str) -> list[str]: ...


@dataclass(frozen=True, slots=True)
class Channels:
    """By what ways somebody is reached."""

    emails: tuple[Typed, ...]
    phones: tuple[Typed, ...]
    links: tuple[Typed, ...]


def read_channels(cells: CellsOfRow) -> Channels:
    """Return the addresses, numbers and links; what is none goes to the note, but for Exchange's own addresses."""
    return Channels(
        emails=_typed(cells, "email", _BETWEEN_MAILS, clean_mail, str.lower),
        phones=_typed(cells, "phone", _BETWEEN_VALUES, clean_phone, digits_of),
        links=_typed(cells, "link", _BETWEEN_VALUES, clean_link, str.lower),
    )


def kind_of(label: str) -> tuple[str, bool]:
    """Return the kind that a label names, and whether it is the preferred one, which Google marks with a star."""
    label = clean_line(label, KIND_LENGTH)
    bare = label.removeprefix("* ")
    return _KINDS.get(bare.casefold(), bare), bare != label


def _typed(
    cells: CellsOfRow,
    base: str,
    between: re.Pattern[str],
    clean: Callable[[str], str],
    key_of: Callable[[str], str],
) -> tuple[Typed, ...]:
    found: dict[str, Typed] = {}
    preferred = ""
    for value, heading, kind, is_preferred in _written(cells, base):
        # A name before the address may hold the sign that stands between two.
        parts = [value] if base == "email" and clean(value) else between.split(value)
        for part in filter(None, map(str.strip, parts)):
            cleaned = clean(part)
            if not cleaned or len(found) >= MAX_CHANNELS:
                # A sign left over between two values says nothing that a note would have to.
                if any(map(str.isalnum, part)):
                    cells.keep(heading, part)
                continue
            key = key_of(cleaned)
            found.setdefault(key, Typed(cleaned, kind))
            preferred = preferred or (key if is_preferred else "")
    if preferred:
        found[preferred] = replace(found[preferred], is_preferred=True)
    return tuple(found.values())


def _written(cells: CellsOfRow, base: str) -> Iterator[tuple[str, str, str, bool]]:
    """Yield what is written, with its heading, its kind, and whether it is preferred."""
    for key in cells.numbered(base):
        which = key.partition(".")[2]
        suffix = f".{which}" if which else ""
        if cells.first(f"{base}_format{suffix}").casefold() == _EXCHANGE:
            continue
        kind, is_preferred = kind_of(cells.first(f"{base}_kind{suffix}"))
        for value, heading in cells.by_field[key]:
            yield value, heading, kind or ("" if is_number(which) else which), is_preferred
