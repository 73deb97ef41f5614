"""What one property says about where somebody gets post (ADR: RFC 6350 section 6.3.1)."""

from __future__ import annotations

from collections.abc import Iterable

from transfer.cleaning import COUNTRY_LENGTH, PLACE_LENGTH, POSTAL_CODE_LENGTH, STREET_LENGTH, clean_line
from transfer.records import PostalRecord
from transfer.vcard.kinds import Labels, kind_of
from transfer.vcard.properties import Property
from transfer.vcard.values import cut, unescape

# Post office box, extended address, street, city, region, postal code, country.
_PARTS = 7


def address_of(found: Property, labels: Labels) -> Iterable[PostalRecord]:
    """Return the address; one that is a mere city, of no kind, is where somebody lives and no address."""
    if found.name == "LABEL":
        return _written_out(unescape(found.text()), kind_of(found, labels))
    if is_mere_place(found, labels):
        return ()
    box, extended, street, city, region, code, country = parts_of(found)
    address = PostalRecord(
        street=clean_line(", ".join(filter(None, (street, extended, box))), STREET_LENGTH),
        postal_code=clean_line(code, POSTAL_CODE_LENGTH),
        city=clean_line(city, PLACE_LENGTH),
        region=clean_line(region, PLACE_LENGTH),
        country=clean_line(country, COUNTRY_LENGTH),
        kind=kind_of(found, labels),
    )
    said = address.street or address.postal_code or address.city or address.region or address.country
    return (address,) if said else _written_out("\n".join(found.params.get("LABEL", ())), address.kind)


def is_mere_place(found: Property, labels: Labels) -> bool:
    """Whether it names a city and nothing else, not even a kind."""
    if not found.text().startswith(";;;"):
        return False
    parts = parts_of(found)
    has_city_alone = bool(parts[3]) and not any(parts[:3] + parts[4:])
    return has_city_alone and "LABEL" not in found.params and not kind_of(found, labels)


def parts_of(found: Property) -> list[str]:
    """Return the seven parts of an address; a part that is a list, or has lines, has commas."""
    text = found.text()
    parts = [_part(part) for part in cut(text, ";")[:_PARTS]]
    return parts + [""] * (_PARTS - len(parts))


def address_key(address: PostalRecord) -> tuple[str, ...]:
    """Return by what two addresses are the same."""
    return (address.street, address.postal_code, address.city, address.region, address.country)


def _part(part: str) -> str:
    if part.isprintable() and "," not in part and "\\" not in part:
        return clean_line(part, STREET_LENGTH)
    lines = (line.strip() for text in cut(part, ",") for line in unescape(text).splitlines())
    return clean_line(", ".join(filter(None, lines)), STREET_LENGTH)


def _written_out(label: str, kind: str) -> Iterable[PostalRecord]:
    """Return an address that is known as the text of a label alone (parameter of 4.0, property of 2.1 and 3.0)."""
    lines = (line.strip(" ,") for line in label.splitlines())
    street = clean_line(", ".join(filter(None, lines)), STREET_LENGTH)
    return (PostalRecord(street=street, kind=kind),) if street else ()
