"""What was read from a card of any version, written as a card of one version: nothing else is changed."""

from __future__ import annotations

import re

from transfer.vcard.content import LEAST_PREFERRED, rank_of
from transfer.vcard.dates import day_of
from transfer.vcard.media import MEDIA, to_data_uri, to_inline
from transfer.vcard.properties import Property

V3, V4 = "3.0", "4.0"
_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_/+ -]*")
_GROUP = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9_.-]*")
_NEVER_WRITTEN = frozenset({"BEGIN", "END", "VERSION"})
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
# A backslash with what follows it, or what some program takes for the end of a line.
_LINE_ENDS = re.compile(r"\\(.)|[\n\x0b\x0c\x85\u2028\u2029]", re.DOTALL)
_ANY_LINE_END = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_OPENS_A_CARD = re.compile(r"\s*BEGIN\s*:\s*VCARD\s*$", re.IGNORECASE)
DAYS = frozenset({"BDAY", "ANNIVERSARY", "X-ABDATE", "X-ANNIVERSARY", "DEATHDATE"})
_DASHED = re.compile(r"(\d{4})-(\d\d)-(\d\d)", re.ASCII)
_NO_YEAR = "1604"  # Apple's, and a leap year


def plain(found: Property) -> Property | None:
    r"""Return a property as both versions write it: as text without charset and quoted-printable, in one line.

    None for what is none by its name. What another program could take for a line end becomes \n.
    """
    name = found.name.strip()
    if not _NAME.fullmatch(name) or name in _NEVER_WRITTEN:
        return None
    group = found.group if _GROUP.fullmatch(found.group) else ""
    value = found.value
    encoding = found.encoding()
    params = {key: values for key, values in found.params.items() if _NAME.fullmatch(key)}
    if encoding == "Q":
        value = found.text()
    if encoding != "B":
        params.pop("ENCODING", None)
    if encoding != "B" or name in MEDIA:
        params.pop("CHARSET", None)
    value = _one_line(value)
    if name == "AGENT" and _OPENS_A_CARD.match(value):
        value = f"{value.strip()}\\n"
    return Property(group, name, _plain_params(params), value)


def adapted(found: Property, version: str) -> Property:
    """Return a plain property as the version writes it: what is preferred, days without a year, photos."""
    found = _preferred_as(found, version)
    if found.name in DAYS:
        found = _day_as(found, version)
    return to_data_uri(found) if version == V4 else to_inline(found)


def with_preference(found: Property, *, is_preferred: bool) -> Property:
    """Return the property as the preferred one of its kind, or as one that is not."""
    params = {name: values for name, values in found.params.items() if name != "PREF"}
    if types := [each for each in params.pop("TYPE", []) if each.lower() != "pref"]:
        params["TYPE"] = types
    return found._replace(params={**params, "PREF": ["1"]} if is_preferred else params)


def _preferred_as(found: Property, version: str) -> Property:
    """Write the most preferred as TYPE=pref (3.0) or PREF=1 (4.0); lesser preferences are parameters in both."""
    if not found.params or rank_of(found) == LEAST_PREFERRED:
        return found
    is_first = rank_of(found) == 1
    if version == V4:
        return with_preference(found, is_preferred=True) if is_first else found
    if not is_first:
        return found
    bare = with_preference(found, is_preferred=False)
    return bare._replace(params={**bare.params, "TYPE": [*bare.params.get("TYPE", []), "PREF"]})


def _day_as(found: Property, version: str) -> Property:
    day = day_of(found)
    if day is None:
        return found
    if day.year is None:
        params = {name: values for name, values in found.params.items() if name != "X-APPLE-OMIT-YEAR"}
        if version == V4:
            return found._replace(params=params, value=f"--{day.month:02}{day.day:02}")
        params["X-APPLE-OMIT-YEAR"] = [_NO_YEAR]
        return found._replace(params=params, value=f"{_NO_YEAR}-{day.month:02}-{day.day:02}")
    if version == V4 and (dashed := _DASHED.fullmatch(found.value.strip())):
        return found._replace(value="".join(dashed.groups()))
    return found


def _one_line(value: str) -> str:
    if value.isprintable():
        return value
    value = value.replace("\r\n", "\n").replace("\r", "\n")
    return _CONTROLS.sub("", _LINE_ENDS.sub(_without_line_end, value))


def _without_line_end(found: re.Match[str]) -> str:
    if not found[0].startswith("\\"):
        return "\\n"
    is_line_end = found[1] in "\n\x0b\x0c\x85\u2028\u2029"
    return "\\\\\\n" if is_line_end else found[0]


def _plain_params(params: dict[str, list[str]]) -> dict[str, list[str]]:
    plain_params = {name: [_plain_param(value) for value in values] for name, values in params.items()}
    if "TYPE" in plain_params:
        types = (part.strip() for value in plain_params.pop("TYPE") for part in value.split(","))
        if kept := [each for each in types if each]:
            plain_params["TYPE"] = kept
    return plain_params


def _plain_param(value: str) -> str:
    if value.isprintable():
        return value
    return _CONTROLS.sub("", _ANY_LINE_END.sub("\n", value)).strip()
