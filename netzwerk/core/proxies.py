"""What proxies say of visitors: believed where a trusted one says it, thrown away otherwise.

Granian tells who is at the other end of the connection, and nothing that a client writes changes that. Behind a proxy
that is the proxy, whose headers tell the address and the scheme of the visitor. Anybody can write the same headers, so
they count only from `PROXY_NETWORKS`. What comes after this sees the visitor in `REMOTE_ADDR`, and `is_secure()` right.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from ipaddress import IPv4Address, IPv6Address, ip_address

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from netzwerk.settings.proxies import Network

logger = logging.getLogger(__name__)

Address = IPv4Address | IPv6Address
FOR, PROTO = "HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_PROTO"
# What proxies and their kin use to speak of visitors, whatever follows; none but the two above is ever read here.
CLAIMS = ("HTTP_X_FORWARDED", "HTTP_FORWARDED", "HTTP_X_REAL_IP", "HTTP_X_CLIENT_IP", "HTTP_X_CLUSTER_CLIENT_IP",
          "HTTP_CLIENT_IP", "HTTP_TRUE_CLIENT_IP", "HTTP_CF_CONNECTING_IP", "HTTP_X_URL_SCHEME", "HTTP_X_SCHEME",
          "HTTP_FRONT_END_HTTPS", "HTTP_X_ORIGINAL_", "HTTP_X_REWRITE_URL")  # fmt: skip


class ProxyMiddleware:
    """Put the visitor's address in the place of the proxy's, and take away all that nobody trustworthy has said.

    Stands first, so that nothing sees a request before it is put right.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self._has_warned = False

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        meta = request.META
        claims = {name: str(meta.pop(name)) for name in list(meta) if name.startswith(CLAIMS)}
        peer = parse_address(meta.get("REMOTE_ADDR", ""))
        if peer is not None and is_trusted(peer, settings.PROXY_NETWORKS):
            meta["REMOTE_ADDR"] = str(
                visitor_behind(peer, claims.get(FOR, ""), networks=settings.PROXY_NETWORKS, hops=settings.PROXY_HOPS)
            )
            # A word of its own, so that Django has nothing to choose from.
            meta[PROTO] = "https" if is_said_to_be_secure(claims.get(PROTO, "")) else "http"
        elif claims:
            self._warn(peer)
        return self.get_response(request)

    def _warn(self, peer: Address | None) -> None:
        """Say once that a proxy may be missing from the list; whose address it is, is nobody's business."""
        if self._has_warned:
            return
        self._has_warned = True
        logger.warning(
            "forwarded headers from %s do not count; a proxy of yours belongs into PROXY_NETWORKS", _where(peer)
        )


def _where(peer: Address | None) -> str:
    if peer is None or not peer.is_private:
        return "an outer address"
    return "this machine" if peer.is_loopback else "a private network"


def visitor_behind(peer: Address, forwarded: str, *, networks: Sequence[Network], hops: int) -> Address:
    """Return who is behind the proxies: each one that is trusted names who came to it, at most so many in a row.

    `forwarded` is X-Forwarded-For, to which each proxy adds whom it sees on the right; what stands further left may be
    the visitor's own invention. What is no address ends the chain.
    """
    named = forwarded.split(",") if forwarded else []
    while hops and named and is_trusted(peer, networks):
        further = parse_address(named.pop())
        if further is None:
            break
        peer, hops = further, hops - 1
    return peer


def is_said_to_be_secure(proto: str) -> bool:
    """Whether X-Forwarded-Proto says https and nothing else."""
    return {word.strip().lower() for word in proto.split(",")} == {"https"}


def is_trusted(address: Address, networks: Sequence[Network]) -> bool:
    """Whether somebody with this address is one of the proxies."""
    return any(address in network for network in networks)


def parse_address(text: str) -> Address | None:
    """Return an address as proxies write it, perhaps with a port or in brackets; None for what is none.

    One of IPv4 that came by a socket of IPv6 (::ffff:192.0.2.1) is what it stands for; a zone (%eth0) falls away.
    """
    text = text.strip()
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        found = ip_address(text.partition("%")[0])
    except ValueError:
        return None
    return found.ipv4_mapped or found if isinstance(found, IPv6Address) else found
