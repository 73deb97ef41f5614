"""The photo of a card: what is embedded in it; a photo that is a link is never fetched."""

from __future__ import annotations

import re
from binascii import a2b_base64
from collections.abc import Iterable
from urllib.parse import unquote_to_bytes

from transfer.vcard.content import CardContent
from transfer.vcard.properties import Property, read_properties

# RFC 2397; some write the comma with a backslash, or forget what kind of data it is.
_DATA_URI = re.compile(r"data:([^,]{0,200}?)\\?,", re.IGNORECASE)
_LINK = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{0,30}:")
# A base64 text without a word that it is one: it begins like JPEG, PNG, GIF or WebP.
_LOOKS_LIKE_PHOTO = ("/9j/", "iVBORw0KGgo", "R0lGOD", "UklGR")
_LETTERS = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
_NO_LETTERS = bytes(set(range(256)) - set(_LETTERS))
_URL_SAFE = bytes.maketrans(b"-_", b"+/")


def photo_in(raw: str) -> bytes | None:
    """Return the photo that is embedded in the raw text of a card, the preferred of several; None without one."""
    if "PHOTO" not in raw.upper():
        return None
    return first_photo(CardContent(read_properties(raw)).by_preference("PHOTO"))


def first_photo(properties: Iterable[Property]) -> bytes | None:
    """Return the first photo that is embedded."""
    return next(filter(None, map(embedded, properties)), None)


def embedded(found: Property) -> bytes | None:
    """Return the bytes that a property holds itself: in base64, however that is said, or as a data: URI."""
    value = found.value.strip()
    if data := _DATA_URI.match(value):
        rest = value[data.end() :]
        return _decode(rest) if "base64" in data[1].lower() else unquote_to_bytes(rest) or None
    is_said = found.encoding() == "B"
    if is_link(value) or not (is_said or value.startswith(_LOOKS_LIKE_PHOTO)):
        return None
    return _decode(value)


def is_link(value: str) -> bool:
    """Whether a value begins like a URI, which base64 cannot."""
    return _LINK.match(value) is not None


def is_embedded(found: Property) -> bool:
    """Whether a property holds bytes itself, without looking at all of them."""
    value = found.value
    if len(value) <= 10_000:
        return embedded(found) is not None
    return embedded(found._replace(value=value.lstrip()[:4000])) is not None


def _decode(text: str) -> bytes | None:
    """Return the bytes; what is no letter of base64 is passed over, as is a last letter that is no byte."""
    data = text.encode("ascii", "ignore")
    if b"%" in data:
        data = unquote_to_bytes(data)
    data = data.translate(_URL_SAFE).translate(None, _NO_LETTERS)
    data = data[: len(data) - (len(data) % 4 == 1)]
    return a2b_base64(data + b"=" * (-len(data) % 4)) or None
