"""The headings of our own tables, in both languages, where no other program has them (`transfer.exporting.columns`)."""

from __future__ import annotations

import re

_NUMBERED = re.compile(
    r"(e mail|phone|telefon|link|messenger|address|adresse|own date|eigenes datum) (\d{1,2})(?: (.+))?", re.ASCII
)
_THINGS = {
    "e mail": "email", "phone": "phone", "telefon": "phone", "link": "link", "messenger": "messenger",
    "address": "address", "adresse": "address", "own date": "event", "eigenes datum": "event",
}  # fmt: skip
_KINDS = frozenset(("kind", "art", "service", "dienst"))
_PARTS = {
    "street": "street", "strasse": "street", "postal code": "postal_code", "plz": "postal_code", "city": "city",
    "ort": "city", "region": "region", "country": "country", "land": "country",
}  # fmt: skip
_WHOLE = {"phonetischer name": "phonetic_name"}


def own_field(folded: str) -> str | None:
    """Return the field that a folded heading of ours names, None when it is another's: `E-mail 2 kind`, `Telefon 1`."""
    found = _NUMBERED.fullmatch(folded)
    if found is None or not int(found[2]):
        return _WHOLE.get(folded)
    thing, number, part = _THINGS[found[1]], int(found[2]), found[3]
    if part is None:
        return f"{thing}.{number}"
    if part in _KINDS:
        return f"{thing}_kind.{number}"
    return f"{_PARTS[part]}.{number}" if thing == "address" and part in _PARTS else None
