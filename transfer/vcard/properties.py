"""From the text of a card to its properties: name, group, parameters and value (RFC 6350 section 3.3)."""

from __future__ import annotations

import re
from binascii import Error, a2b_base64, a2b_qp
from collections.abc import Iterator
from typing import NamedTuple

from transfer.vcard.decoding import codec_of, decode_bytes
from transfer.vcard.values import escape

# Parameters without a name are types (vCard 2.1), except these, which say how or what the value is.
_ENCODINGS = frozenset({"QUOTED-PRINTABLE", "BASE64", "8BIT", "7BIT", "B", "Q"})
_LETTERS = {"QUOTED-PRINTABLE": "Q", "Q": "Q", "BASE64": "B", "B": "B"}
_VALUES = frozenset({"URL", "URI", "INLINE", "CONTENT-ID", "CID"})
_IS_QUOTED_PRINTABLE = re.compile(r"[^:]*QUOTED-PRINTABLE", re.IGNORECASE)
_FRAMING = frozenset({"BEGIN", "END", "AGENT"})
_FRAME = re.compile(r"(?:BEGIN|END)\s*:\s*VCARD\s*$", re.IGNORECASE)

# The names before the value, and one parameter among them, where quotes protect `:` and `;`. Possessive, so
# that a quote which is never closed costs no second look.
_HEAD_WITH_QUOTES = re.compile(r'((?:[^":]++|"[^"]*+")*+):')
_PARAMETER_WITH_QUOTES = re.compile(r'(?:[^";]++|"[^"]*+"|")++')
_CARET = re.compile(r"\^([n'^])")
_CARETS = {"n": "\n", "'": '"', "^": "^"}


class Property(NamedTuple):
    """A content line: the value still escaped, names of property and parameters in capitals."""

    group: str
    name: str
    params: dict[str, list[str]]
    value: str

    def types(self) -> list[str]:
        """Return the values of TYPE in lower case, however they are spread and quoted; some say TYPE=HOME,TYPE=FAX."""
        values = self.params.get("TYPE", ())
        return [part.strip().lower().removeprefix("type=") for value in values for part in value.split(",")]

    def encoding(self) -> str:
        """Return in one letter how the value is written: Q for quoted-printable, B for base64, or nothing."""
        encoding = self.params.get("ENCODING")
        return _LETTERS.get(encoding[0].upper(), "") if encoding else ""

    def text(self) -> str:
        """Return the value with quoted-printable (RFC 2045 section 6.7) or base64 decoded; backslashes still stand."""
        if "ENCODING" not in self.params:
            return self.value
        charset = self.params.get("CHARSET", ("",))[0]
        match self.encoding():
            case "Q":
                return decode_bytes(a2b_qp(self.value.encode(codec_of(charset), "replace")), charset)
            case "B":
                return _text_in_base64(self.value, charset)
        return self.value


def _text_in_base64(value: str, charset: str) -> str:
    try:
        return decode_bytes(a2b_base64(value.encode()), charset)
    except Error:
        return value


def read_properties(card: str) -> Iterator[Property]:
    r"""Yield the properties of a card; lines that are none are passed over.

    A card nested in it (AGENT of vCard 2.1) is one property, written as in 3.0: AGENT:BEGIN:VCARD\n…\nEND:VCARD\n
    """
    nested = _NestedCards()
    for line in _unfold(card):
        found = _parse_line(line)
        if nested.depth > 1:
            if nested.takes_end(line, found):
                yield nested.whole()
        elif found is None:
            continue
        elif found.name in _FRAMING:
            yield from nested.begin(found)
        else:
            yield from nested.agent
            nested.agent = ()
            yield found
    yield from nested.end()


class _NestedCards:
    """Keeps the lines of cards within the card, without looking into them."""

    def __init__(self) -> None:
        self.depth = 0
        self.agent: tuple[Property, ...] = ()  # the one whose card may begin on the next line
        self._lines: list[str] = []

    def begin(self, found: Property) -> Iterator[Property]:
        """Take BEGIN, END or AGENT where no nested card is open."""
        if found.name == "AGENT":
            yield from self.agent
            self.agent = (found,)
            if _FRAME.match(found.value):
                self.depth += 1
                self._lines = [found.value]
            elif found.value.strip():
                yield found
                self.agent = ()
        elif found.value.strip().upper() == "VCARD":
            self.depth += 1 if found.name == "BEGIN" else -1
            self._lines = ["BEGIN:VCARD"]

    def takes_end(self, line: str, found: Property | None) -> bool:
        """Keep a line of a nested card; tell whether that card is over."""
        self._lines.append(line)
        if found and found.name in _FRAMING:
            self.depth += _nesting_of(found)
        return self.depth <= 1

    def whole(self) -> Property:
        """Return the nested card as one property."""
        group, _name, params, _value = self.agent[0] if self.agent else Property("", "AGENT", {}, "")
        text = "\n".join([*self._lines, ""])
        self.agent = ()
        return Property(group, "AGENT", params, escape(text))

    def end(self) -> Iterator[Property]:
        """Return what is open when the lines are over."""
        if self.depth > 1:
            yield self.whole()
        yield from self.agent


def _nesting_of(found: Property) -> int:
    if found.name == "AGENT":
        return int(_FRAME.match(found.value) is not None)
    is_card = found.value.strip().upper() == "VCARD"
    return int(is_card) if found.name == "BEGIN" else -int(is_card)


def _unfold(card: str) -> Iterator[str]:
    """Yield whole lines: folded ones joined (RFC 6350 section 3.2), and soft line breaks (RFC 2045 section 6.7).

    Both at once is what some handsets write: then the break is soft, and the space that begins the next line is
    that of the fold.
    """
    has_quoted = "QUOTED-PRINTABLE" in card.upper()
    if not has_quoted and "\n " not in card and "\n\t" not in card:
        return iter(card.split("\n"))
    return _join_lines(card.split("\n"), has_quoted)


def _join_lines(lines: list[str], has_quoted: bool) -> Iterator[str]:
    pieces: list[str] = []
    is_quoted = False
    for line in lines:
        is_folded = line.startswith((" ", "\t"))
        is_soft = is_quoted and pieces[-1].endswith("=") and not _FRAME.match(line)
        if is_soft:
            pieces[-1] = pieces[-1][:-1]
        if is_folded or is_soft:
            pieces.append(line[1:] if is_folded else line)
        elif line:
            yield "".join(pieces)
            pieces = [line]
            is_quoted = has_quoted and _IS_QUOTED_PRINTABLE.match(line) is not None
    yield "".join(pieces)


def _parse_line(line: str) -> Property | None:
    head, colon, value = line.partition(":")
    if '"' in head:
        head, value = _split_quoted_head(line)
    if ";" not in head:
        group, _, name = head.strip().rpartition(".")
        return Property(group, name.upper(), {}, value) if colon and name else None
    params = _split_params(head)
    group, _, name = params[0].strip().rpartition(".")
    if not colon or not name:
        return None
    return Property(group, name.upper(), _read_params(params[1:]), value)


def _split_quoted_head(line: str) -> tuple[str, str]:
    """Split where quotes protect the colon; a quote that is never closed protects nothing."""
    whole = _HEAD_WITH_QUOTES.match(line)
    head = whole[1] if whole else line.partition(":")[0]
    return head, line[len(head) + 1 :]


def _split_params(head: str) -> list[str]:
    if '"' in head:
        return _PARAMETER_WITH_QUOTES.findall(head) or [""]
    return head.split(";")


def _read_params(params: list[str]) -> dict[str, list[str]]:
    read: dict[str, list[str]] = {}
    for param in params:
        name, equals, value = param.partition("=")
        name = name.strip().upper()
        if not equals:
            name, value = _name_of_bare(name), name
        read.setdefault(name, []).append(_read_param_value(value))
    return read


def _name_of_bare(value: str) -> str:
    if value in _ENCODINGS:
        return "ENCODING"
    return "VALUE" if value in _VALUES else "TYPE"


def _read_param_value(value: str) -> str:
    """Take the quotes off and undo caret escapes (RFC 6868)."""
    value = value.replace('"', "").strip()
    return _CARET.sub(lambda found: _CARETS[found[1]], value) if "^" in value else value
