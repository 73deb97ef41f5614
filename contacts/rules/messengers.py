"""Messengers: their names, and where a browser finds somebody there."""

from __future__ import annotations

import re
from urllib.parse import quote

# By the code that is stored. A word that is not among them is the user's own and stays.
SERVICES: dict[str, str] = {
    "signal": "Signal",
    "whatsapp": "WhatsApp",
    "telegram": "Telegram",
    "threema": "Threema",
    "matrix": "Matrix",
    "wire": "Wire",
    "xmpp": "XMPP",
    "discord": "Discord",
    "slack": "Slack",
    "teams": "Microsoft Teams",
}
_BY_NAME = {name.casefold(): code for code, name in SERVICES.items()} | {"jabber": "xmpp", "ms teams": "teams"}
_BY_NUMBER = {"whatsapp": "https://wa.me/", "signal": "https://signal.me/#p/", "telegram": "https://t.me/"}
_TELEGRAM = re.compile(r"@?([A-Za-z][A-Za-z0-9_]{3,31})")
_THREEMA = re.compile(r"[A-Z0-9*][A-Z0-9]{7}")
_MATRIX = re.compile(r"@[^\s:@/]{1,100}:[A-Za-z0-9.-]{1,100}(:\d{1,5})?")


def service_name(code: str) -> str:
    """Return what a messenger is called."""
    return SERVICES.get(code, code)


def service_code(name: str) -> str:
    """Return the code of a messenger by its name; unknown words stay."""
    folded = name.casefold()
    return folded if folded in SERVICES else _BY_NAME.get(folded, name)


def messenger_link(service: str, handle: str, e164: str) -> str:
    """Return where somebody is found, when that is a page (https); `e164` is the handle as a number, if it is one."""
    if e164 and service in _BY_NUMBER:
        return f"{_BY_NUMBER[service]}{e164.removeprefix('+') if service == 'whatsapp' else e164}"
    match service:
        case "telegram" if found := _TELEGRAM.fullmatch(handle):
            return f"https://t.me/{found[1]}"
        case "threema" if _THREEMA.fullmatch(handle.upper()):
            return f"https://threema.id/{quote(handle.upper())}"
        case "matrix" if _MATRIX.fullmatch(handle):
            return f"https://matrix.to/#/{quote(handle, safe='@:')}"
        case _other:
            return ""
