"""A second, plain reading of vCards, for tests only: what a card says, whatever the version that says it.

It shares nothing with the reader: regular expressions over whole texts, slow and short. What the versions write in
different ways (what is preferred, days without a year, photos, charsets) compares equal.
"""

from __future__ import annotations

import quopri
import re
from base64 import b64decode
from collections import Counter
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote_to_bytes

_BOMS = ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"), (b"\xef\xbb\xbf", "utf-8"))
_LINE = re.compile(
    r"""^(?:(?P<group>[A-Za-z0-9-]+)\.)?(?P<name>[A-Za-z0-9][A-Za-z0-9 -]*)\s*"""
    r"""(?P<params>(?:;(?:[^";:]|"[^"]*")*)*):(?P<value>.*)$""",
    re.DOTALL,
)
_PARAM = re.compile(r';((?:[^";:]|"[^"]*")*)')
_BINARY = {"PHOTO", "LOGO", "SOUND", "KEY"}
_DAYS = {"BDAY", "ANNIVERSARY", "X-ABDATE", "X-ANNIVERSARY", "DEATHDATE"}
_DATE = re.compile(r"(\d{4}|--?)-?(\d\d)-?(\d\d)")
_ENCODINGS = {"QUOTED-PRINTABLE", "BASE64", "B", "Q", "8BIT", "7BIT"}
_VALUES = {"URL", "URI", "INLINE", "CONTENT-ID", "CID"}

Said = tuple[str, str, frozenset[tuple[str, str]], Any]


def decode(data: bytes) -> str:
    """Return a file as text."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    if b"\0" in data[:2]:
        return data.decode("utf-16-le" if data[1:2] == b"\0" else "utf-16-be", "replace")
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def cards_in(text: str) -> list[tuple[str, bool]]:
    """Return the cards of a file in order, and whether each has its beginning and its end."""
    cards: list[tuple[str, bool]] = []
    card: list[str] = []
    depth = 0
    for line in re.split(r"\r\n|\r|\n", text):
        bare = re.sub(r"\s", "", line.lstrip("\ufeff")).upper()
        is_nested = bool(card) and re.fullmatch(r"AGENT(;[^:]*)?:(BEGIN:VCARD)?", _last(card)) is not None
        if bare == "BEGIN:VCARD" and not is_nested:
            if card:
                cards.append(("\n".join(card), False))
            card, depth = [], 0
        if bare == "BEGIN:VCARD" or (bare.endswith(":BEGIN:VCARD") and bare.startswith("AGENT")):
            depth += 1
        if card or bare == "BEGIN:VCARD":
            card.append(line)
        if bare == "END:VCARD" and card:
            depth -= 1
            if depth == 0:
                cards.append(("\n".join(card), True))
                card = []
    return [*cards, ("\n".join(card), False)] if card else cards


def _last(card: list[str]) -> str:
    return next((re.sub(r"\s", "", line).upper() for line in reversed(card) if line.strip()), "")


def said_in(card: str) -> Counter[Said]:
    """Return what a card says: group, name, parameters and value of each property, and how often."""
    return Counter(said for line in _lines(card) if (said := _said(line)))


def _lines(card: str) -> Iterator[str]:
    card = re.sub(r"\r\n|\r", "\n", card)
    card = _nested_in_one(card)
    card = re.sub(r"\n(?:\n*)[ \t]", "\0", card)  # a fold, also after empty lines
    pieces = card.split("\n")
    at = 0
    while at < len(pieces):
        line = pieces[at]
        is_quoted = "QUOTED-PRINTABLE" in line.partition(":")[0].upper()
        while is_quoted and line.endswith("=") and at + 1 < len(pieces):
            if re.fullmatch(r"(BEGIN|END):VCARD\s*", pieces[at + 1], re.IGNORECASE):
                break
            at += 1
            line = line[:-1] + pieces[at]
        yield line.replace("=\0", "").replace("\0", "") if is_quoted else line.replace("\0", "")
        at += 1


def _nested_in_one(card: str) -> str:
    """Write nested cards (AGENT of 2.1) as 3.0 does."""
    nested = re.compile(
        r"^(AGENT(?:;[^:\n]*)?:)\s*(BEGIN:VCARD\n(?:(?![ \t]*(?:BEGIN|END):VCARD).*\n)*?END:VCARD)$",
        re.IGNORECASE | re.MULTILINE,
    )
    body = card.partition("\n")[2]
    while found := nested.search(body):
        text = re.sub(r"\n[ \t]", "", found[2]) if "\n " in found[2] else found[2]
        text = re.sub(r"([\\,;])", r"\\\1", text.replace("\n ", "\n")).replace("\n", "\\n") + "\\n"
        body = body[: found.start()] + found[1] + text + body[found.end() :]
    return card.partition("\n")[0] + "\n" + body


def _said(line: str) -> Said | None:
    found = _LINE.match(line)
    if not found:
        return None
    name, value = found["name"].strip().upper(), found["value"]
    if name in {"BEGIN", "END", "VERSION"} or (name == "FN" and not value.strip()):
        return None
    params = _params(found["params"])
    value = _value(value, params)
    said: Any = _unescape(value).strip()
    if name in _BINARY and (data := _bytes(value, params)) is not None:
        said = data
        params = [(key, each) for key, each in params if key not in {"VALUE", "MEDIATYPE"} and each not in _formats()]
    elif name in _DAYS and (day := _DATE.match(said)):
        is_without_year = day[1] in {"-", "--", "1604"} or ("X-APPLE-OMIT-YEAR", day[1]) in params
        said = (None if is_without_year else day[1], day[2], day[3], said[day.end() :])
        params = [(key, each) for key, each in params if key != "X-APPLE-OMIT-YEAR"]
    params = [(key, each) for key, each in params if key not in {"ENCODING", "CHARSET"}]
    return (found["group"] or "").lower(), name, frozenset(params), said


def _params(text: str) -> list[tuple[str, str]]:
    params: list[tuple[str, str]] = []
    for param in _PARAM.findall(text):
        name, equals, value = param.partition("=")
        name = name.strip().upper()
        if not equals:
            name, value = ("ENCODING" if name in _ENCODINGS else "VALUE" if name in _VALUES else "TYPE"), name
        value = re.sub(r"\^(['n^])", lambda caret: {"'": '"', "n": "\n", "^": "^"}[caret[1]], value.replace('"', ""))
        values = [each.strip().lower() for each in value.split(",")] if name == "TYPE" else [value.strip()]
        params += [(name, each) for each in values if each]
    is_preferred = ("TYPE", "pref") in params or ("PREF", "1") in params
    rest = [each for each in params if each not in {("TYPE", "pref"), ("PREF", "1")}]
    return [*rest, ("PREF", "1")] if is_preferred else rest


def _value(value: str, params: list[tuple[str, str]]) -> str:
    said = dict(params)
    if said.get("ENCODING", "").upper() not in {"QUOTED-PRINTABLE", "Q"}:
        return value
    data = quopri.decodestring(value.encode())
    for charset in (said.get("CHARSET", "utf-8"), "utf-8", "cp1252", "latin-1"):
        try:
            return data.decode(charset)
        except (UnicodeDecodeError, LookupError):
            continue
    return value


def _unescape(value: str) -> str:
    text = re.sub(r"\\([nN,;:\\])", lambda found: "\n" if found[1] in "nN" else found[1], value)
    return re.sub(r"[\x00-\x08\x0e-\x1f\x7f]", "", re.sub(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]", "\n", text))


def _bytes(value: str, params: list[tuple[str, str]]) -> bytes | None:
    if uri := re.match(r"\s*data:([^,\\]*)\\?,(.*)", value, re.DOTALL):
        return _from_base64(uri[2]) if "base64" in uri[1] else unquote_to_bytes(uri[2])
    is_said = dict(params).get("ENCODING", "").upper() in {"B", "BASE64"}
    return _from_base64(value) if is_said else None


def _from_base64(text: str) -> bytes:
    text = re.sub(r"[^A-Za-z0-9+/]", "", text)
    return b64decode(text + "A" * (-len(text) % 4))


def _formats() -> set[str]:
    return {"jpeg", "jpg", "gif", "png", "webp", "svg+xml", "basic", "x509", "pgp", "wave"}
