"""A property as it stands in a file: quoted, escaped and folded, whatever it holds (RFC 6350 section 3)."""

from __future__ import annotations

import re

from transfer.vcard.properties import Property

LINE_END = "\r\n"
_FOLD_AT = 75  # octets without the line end: RFC 6350 section 3.2
# Names that programs look for as they are written here, although case does not count.
_SPELLINGS = {"X-ABLABEL": "X-ABLabel", "X-ABSHOWAS": "X-ABShowAs"}
_NEEDS_QUOTES = re.compile(r"[:;,]")
_CARETS = str.maketrans({"\n": "^n", '"': "^'", "^": "^^"})


def write_line(written: Property) -> str:
    """Return the property as one folded line with its end.

    No value, parameter or name of a property from `transfer.vcard.versions` can begin a line of its own.
    """
    head = _SPELLINGS.get(written.name, written.name)
    if written.group:
        head = f"{written.group}.{head}"
    if written.params:
        head = ";".join((head, *(_parameter(name, values) for name, values in written.params.items())))
    return fold(f"{head}:{written.value}")


def fold(line: str) -> str:
    """Return the line cut at 75 octets, never within a character of UTF-8, with its end."""
    if line.isascii():
        if len(line) <= _FOLD_AT:
            return line + LINE_END
        rest = range(_FOLD_AT, len(line), _FOLD_AT - 1)
        return f"{LINE_END} ".join((line[:_FOLD_AT], *(line[at : at + _FOLD_AT - 1] for at in rest))) + LINE_END
    octets = line.encode("utf-8", "replace")
    pieces, at, room = [], 0, _FOLD_AT
    while at < len(octets):
        end = at + room
        while end < len(octets) and octets[end] & 0xC0 == 0x80:
            end -= 1
        pieces.append(octets[at:end])
        at, room = end, _FOLD_AT - 1
    return (b"\r\n ".join(pieces) + b"\r\n").decode()


def _parameter(name: str, values: list[str]) -> str:
    """Write a parameter; several types stand in one list, several values of another parameter each with its name."""
    written = [_parameter_value(value) for value in values]
    return f"{name}={','.join(written)}" if name == "TYPE" else ";".join(f"{name}={value}" for value in written)


def _parameter_value(value: str) -> str:
    """Quote what has to be, and write what quotes cannot hold with carets (RFC 6868)."""
    value = value.translate(_CARETS)
    return f'"{value}"' if _NEEDS_QUOTES.search(value) else value
