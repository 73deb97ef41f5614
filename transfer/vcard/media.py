"""Photos, logos, sounds and keys that are in a card: inline in 3.0, a data: URI in 4.0 (RFC 2426, RFC 6350)."""

from __future__ import annotations

import re

from transfer.vcard.photos import embedded, is_link
from transfer.vcard.properties import Property

MEDIA = {"PHOTO": "image", "LOGO": "image", "SOUND": "audio", "KEY": "application"}
_FORMATS = frozenset(
    {
        "jpeg", "jpg", "gif", "png", "webp", "bmp", "tiff", "heic", "heif", "avif", "svg+xml", "basic", "wave", "wav",
        "pcm", "aiff", "mp3", "mpeg", "ogg", "x509", "pgp", "pgp-keys", "pkix-cert",
    }
)  # fmt: skip
_BEGINNINGS = {"/9j/": "jpeg", "iVBOR": "png", "R0lGOD": "gif", "UklGR": "webp"}
_DATA_URI = re.compile(r"data:([^,;\\]{0,100})((?:;[^,;\\]{0,100})*);base64\\?,", re.IGNORECASE)
_BARE_DATA_URI = re.compile(r"data:()()base64\\?,", re.IGNORECASE)
_UNKNOWN = "octet-stream"
_SPACE = str.maketrans("", "", " \t\\")


def to_data_uri(found: Property) -> Property:
    """Return what is inline as a data: URI; all else as it is."""
    if found.name not in MEDIA:
        return found
    if not _is_inline(found):
        uri = _DATA_URI.match(found.value)
        return found._replace(value=f"{uri[0][:-2]},{found.value[uri.end() :]}") if uri and "\\" in uri[0] else found
    value = found.value.translate(_SPACE)
    types = found.params.get("TYPE", [])
    said = [each for each in types if each.lower() in _FORMATS]
    params = _other_params(found, types=[each for each in types if each not in said[:1]])
    media = found.params.get("MEDIATYPE", [""])[0] or f"{MEDIA[found.name]}/{_format(said, value)}"
    if media.endswith(f"/{_UNKNOWN}"):
        media = f"application/{_UNKNOWN}"
    return found._replace(params=params, value=f"data:{media};base64,{value}")


def to_inline(found: Property) -> Property:
    """Return a data: URI in base64 as what is inline; all else as it is."""
    if found.name not in MEDIA:
        return found
    uri = _DATA_URI.match(found.value.strip()) or _BARE_DATA_URI.match(found.value.strip())
    if uri is None:
        return _said_inline(found) if _is_inline(found) else found
    value = found.value.strip()[uri.end() :].translate(_SPACE)
    if is_link(value):
        return found
    kind = uri[1].rpartition("/")[2]
    types = found.params.get("TYPE", [])
    if kind and kind.lower() != _UNKNOWN:
        types = [kind.upper(), *(each for each in types if each.lower() not in _FORMATS)]
    params = _other_params(found, types=types)
    return found._replace(params={"ENCODING": ["b"], **params}, value=value)


def _other_params(found: Property, *, types: list[str]) -> dict[str, list[str]]:
    """Return the parameters that do not say how the bytes are written, with these types."""
    params = {name: values for name, values in found.params.items() if name not in {"ENCODING", "VALUE", "MEDIATYPE"}}
    if types:
        params["TYPE"] = types
    else:
        params.pop("TYPE", None)
    return params


def _said_inline(found: Property) -> Property:
    params = {name: values for name, values in found.params.items() if name != "ENCODING"}
    return found._replace(params={"ENCODING": ["b"], **params}, value=found.value.translate(_SPACE))


def _is_inline(found: Property) -> bool:
    value = found.value.strip()
    if found.encoding() == "B":
        return not is_link(value)
    # Some write base64 without a word that it is.
    return found.name == "PHOTO" and value.startswith(tuple(_BEGINNINGS)) and embedded(found) is not None


def _format(said: list[str], value: str) -> str:
    if said:
        kind = said[0].lower()
        return "jpeg" if kind == "jpg" else kind
    return next((kind for begins, kind in _BEGINNINGS.items() if value.startswith(begins)), _UNKNOWN)
