"""What one property says about where somebody is found in a messenger: IMPP (RFC 4770) and what came before it."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import unquote

from contacts.rules.messengers import SERVICES, service_code
from transfer.cleaning import NAME_LENGTH, SERVICE_LENGTH, clean_line
from transfer.records import HandleRecord
from transfer.vcard.kinds import Labels
from transfer.vcard.properties import Property
from transfer.vcard.values import unescape

# Properties that are a service each, as address books of all years write them.
_DIALECTS = {
    "X-AIM": "AIM",
    "X-DISCORD": "discord",
    "X-GADUGADU": "Gadu-Gadu",
    "X-GOOGLE TALK": "Google Talk",
    "X-GOOGLE-TALK": "Google Talk",
    "X-GROUPWISE": "GroupWise",
    "X-GTALK": "Google Talk",
    "X-ICQ": "ICQ",
    "X-JABBER": "xmpp",
    "X-KADDRESSBOOK-X-IMADDRESS": "IM",
    "X-MATRIX": "matrix",
    "X-MS-IMADDRESS": "IM",
    "X-MSN": "MSN",
    "X-QQ": "QQ",
    "X-SAMETIME": "Sametime",
    "X-SIGNAL": "signal",
    "X-SKYPE": "Skype",
    "X-SKYPE-USERNAME": "Skype",
    "X-TELEGRAM": "telegram",
    "X-THREEMA": "threema",
    "X-WHATSAPP": "whatsapp",
    "X-YAHOO": "Yahoo",
}
MESSENGER_NAMES = ("IMPP", *_DIALECTS)
# Schemes of URIs that are not called like their service.
_SCHEMES = {
    "aim": "AIM",
    "facebook": "Facebook",
    "gg": "Gadu-Gadu",
    "gtalk": "Google Talk",
    "icq": "ICQ",
    "im": "IM",
    "irc": "IRC",
    "msn": "MSN",
    "msnim": "MSN",
    "qq": "QQ",
    "sgnl": "signal",
    "sip": "SIP",
    "sips": "SIP",
    "skype": "Skype",
    "tg": "telegram",
    "yahoo": "Yahoo",
    "ymsgr": "Yahoo",
}
_TYPED = {"gtalk": "Google Talk", "googletalk": "Google Talk", "google": "Google Talk"}
# What URIs of Apple and of some services have before the name itself.
_NOISE = ("//", "goim?screenname=", "sendim?", "chat?jid=", "resolve?domain=")


def handle_of(found: Property, _labels: Labels) -> Iterable[HandleRecord]:
    """Return the name in a messenger and which one: by a parameter, by the scheme of its URI, or by the property."""
    text = clean_line(unescape(found.text()), 2 * NAME_LENGTH)
    named = _DIALECTS.get(found.name) or _named_service(found)
    service, handle = _read_uri(text) if found.name == "IMPP" else ("", text)
    service = clean_line(named or service or "IM", SERVICE_LENGTH)
    handle = clean_line(handle)
    return (HandleRecord(service, handle),) if handle else ()


def messenger_key(handle: HandleRecord) -> tuple[str, str]:
    """Return by what two names in a messenger are the same."""
    return (handle.service.lower(), handle.handle)


def _named_service(found: Property) -> str:
    """Return the service that a parameter names: Apple's, or that of RFC 9554 section 4.9."""
    for name in ("SERVICE-TYPE", "X-SERVICE-TYPE"):
        if service := clean_line(found.params.get(name, [""])[0], SERVICE_LENGTH):
            return service_code(_TYPED.get(service.lower(), service))
    return ""


def _read_uri(text: str) -> tuple[str, str]:
    """Return the service and the name of a URI; `im:` may hold another (im:telegram:anna)."""
    scheme, colon, rest = text.partition(":")
    if not colon or not _is_scheme(scheme):
        return "", text
    scheme = scheme.lower()
    inner, more, _ = rest.partition(":")
    if scheme in {"im", "x-apple"} and more and _is_scheme(inner) and inner.lower() in _KNOWN:
        return _read_uri(rest)
    service = "" if scheme == "x-apple" else _SCHEMES.get(scheme, service_code(scheme))
    return service, _plain(rest)


_KNOWN = {*_SCHEMES, *SERVICES}


def _is_scheme(text: str) -> bool:
    return text.isascii() and text[:1].isalpha() and text.replace("-", "").replace("+", "").replace(".", "").isalnum()


def _plain(rest: str) -> str:
    for noise in _NOISE:
        rest = rest.removeprefix(noise)
    if rest.endswith(("?chat", "?call", "?add")):
        rest = rest.rpartition("?")[0]
    return unquote(rest) if "%" in rest else rest
