"""Where a browser's notifications may be sent: to the services of browser makers, and to nobody else's machine."""

from __future__ import annotations

import re
from collections.abc import Sequence

LONGEST = 1000
HTTPS_PORT = "443"
# Strict, so that no two readers of addresses can disagree about where it leads: no user, no backslash, no space, no
# sign beyond ASCII, and a name instead of numbers.
_ENDPOINT = re.compile(r"https://(?P<host>(?:[a-z0-9-]+\.)*[a-z][a-z0-9-]*)(?::(?P<port>[0-9]{1,5}))?/[!-\[\]-~]*")


def is_push_endpoint(address: str, services: Sequence[str]) -> bool:
    """Return whether an address belongs to one of the push services, to which this site may therefore post.

    A service is a host, `*.` before it also takes what is below it, and `:` behind it allows a port beside 443.
    """
    found = _ENDPOINT.fullmatch(address) if len(address) <= LONGEST else None
    if found is None or "#" in address:
        return False
    host, port = found["host"], found["port"] or HTTPS_PORT
    return any(_is_of(service, host, port) for service in services)


def _is_of(service: str, host: str, port: str) -> bool:
    name, _colon, own_port = service.lower().partition(":")
    if port != (own_port or HTTPS_PORT):
        return False
    return host == name.removeprefix("*.") or (name.startswith("*.") and host.endswith(name[1:]))
