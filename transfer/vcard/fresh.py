"""Properties for what a record says, written anew: by the field, with escapes as both versions want them."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable
from typing import Any
from urllib.parse import quote
from uuid import UUID

from contacts.rules.messengers import service_name
from contacts.rules.partial_dates import AnnualDate
from transfer.records import DateRecord, HandleRecord, PersonRecord, PostalRecord, Typed
from transfer.vcard.dates import ANNIVERSARY
from transfer.vcard.kinds import KINDS, TYPES
from transfer.vcard.properties import Property
from transfer.vcard.values import escape
from transfer.vcard.versions import V4

# A property, and what its owner calls it where no type says so.
Fresh = tuple[Property, str]
_SCHEMES = {"xmpp": "xmpp", "AIM": "aim", "ICQ": "icq", "Skype": "skype", "Yahoo": "ymsgr", "SIP": "sip"}
_APPLE_SCHEME = "x-apple"


def text(name: str, value: str) -> Property:
    """Return a property that is one text."""
    return Property("", name, {}, escape(value))


def structured(name: str, *parts: str) -> Property:
    """Return a property with parts (RFC 6350 section 3.3)."""
    return Property("", name, {}, ";".join(map(escape, parts)))


def name_parts(record: PersonRecord, additional: str) -> Property:
    """Return N."""
    return structured("N", record.family_name, record.given_name, additional, record.prefix, record.suffix)


def organisation(record: PersonRecord) -> Property:
    """Return ORG, with the unit where there is one."""
    return structured("ORG", record.organisation, *filter(None, [record.unit]))


def day(name: str, value: AnnualDate) -> Property:
    """Return a day; `transfer.vcard.versions` writes one without a year as the version wants it."""
    year = "--" if value.year is None else f"{value.year:04}-"
    return Property("", name, {}, f"{year}{value.month:02}-{value.day:02}")


def uid(value: str, version: str) -> Property:
    """Return UID: a URN where it is a UUID and the version knows them (RFC 6350 section 6.7.6)."""
    if version != V4:
        return text("UID", value)
    try:
        is_uuid = str(UUID(value)) == value.lower()
    except ValueError:
        is_uuid = False
    return text("UID", f"urn:uuid:{value}") if is_uuid else Property("", "UID", {"VALUE": ["text"]}, escape(value))


def photo(data: bytes, kind: str) -> Property:
    """Return PHOTO, inline; the kind is a media type or the second half of one."""
    subtype = kind.rpartition("/")[2] or "jpeg"
    params = {"ENCODING": ["b"], "TYPE": ["".join(filter(str.isalnum, subtype)).upper()]}
    return Property("", "PHOTO", params, b64encode(data).decode())


def place(city: str) -> Property:
    """Return an address that is a mere city."""
    return structured("ADR", "", "", "", city, "", "", "")


def values_of(field: str, values: tuple[Any, ...], version: str) -> list[Fresh]:
    """Return the properties for values of a field that can have several; tags are one property."""
    if field == "tags":
        return [(Property("", "CATEGORIES", {}, ",".join(map(escape, values))), "")] if values else []
    return [_WRITERS[field](value, version) for value in values]


def _typed(name: str, value: str, each: Typed) -> Fresh:
    found, label = _kind(Property("", name, {}, value), each.kind)
    return (found._replace(params={**found.params, "PREF": ["1"]}) if each.is_preferred else found), label


def _kind(found: Property, kind: str) -> Fresh:
    if kind in KINDS:
        return found._replace(params={**found.params, "TYPE": [TYPES.get(kind, kind).upper()]}), ""
    return found, kind


def _link(each: Typed, _version: str) -> Fresh:
    # An address is no text, so its commas are bare; but a backslash would be read as an escape.
    return _kind(Property("", "URL", {}, each.value.replace("\\", "\\\\")), each.kind)


def _address(each: PostalRecord, _version: str) -> Fresh:
    found = structured("ADR", "", "", each.street, each.city, each.region, each.postal_code, each.country)
    if each.city and not (each.street or each.region or each.postal_code or each.country or each.kind):
        # Else it would be read as the place where somebody lives.
        found = found._replace(params={"LABEL": [each.city]})
    return _kind(found, each.kind)


def _handle(each: HandleRecord, version: str) -> Fresh:
    scheme = _SCHEMES.get(each.service, _APPLE_SCHEME)
    parameter = "SERVICE-TYPE" if version == V4 else "X-SERVICE-TYPE"
    value = f"{scheme}:{quote(each.handle, safe='@+')}"
    return Property("", "IMPP", {parameter: [service_name(each.service)]}, value), ""


def _own_date(each: DateRecord, version: str) -> Fresh:
    if each.label != ANNIVERSARY:
        return day("X-ABDATE", each.day), each.label
    return (day("ANNIVERSARY", each.day), "") if version == V4 else (day("X-ABDATE", each.day), "_$!<Anniversary>!$_")


_WRITERS: dict[str, Callable[[Any, str], Fresh]] = {
    "emails": lambda each, _version: _typed("EMAIL", escape(each.value), each),
    "phones": lambda each, _version: _typed("TEL", escape(each.value), each),
    "links": _link,
    "addresses": _address,
    "messengers": _handle,
    "languages": lambda each, _version: (text("LANG", each), ""),
    "own_dates": _own_date,
}
