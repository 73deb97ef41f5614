"""Whose word about visitors counts: the networks of the proxies in front (`PROXY_NETWORKS`)."""

from __future__ import annotations

from ipaddress import IPv4Network, IPv6Network, ip_network

Network = IPv4Network | IPv6Network
# A proxy on the same machine, which is the usual one.
OWN_MACHINE = "127.0.0.0/8,::1/128"
WRONG = "PROXY_NETWORKS must be addresses or networks with commas between, such as 127.0.0.1,10.0.0.0/24."


def read_networks(text: str, *, hops: int) -> tuple[Network, ...]:
    """Return the networks from which proxies may speak; without any, this machine where there are proxies at all.

    Raises `ValueError` with one sentence, also for a network that is everywhere: then anybody would be a proxy.
    """
    named = [part.strip() for part in (text or (OWN_MACHINE if hops else "")).split(",") if part.strip()]
    try:
        networks = tuple(ip_network(part) for part in named)
    except ValueError as error:
        raise ValueError(WRONG) from error
    if any(network.prefixlen == 0 for network in networks):
        raise ValueError("PROXY_NETWORKS must not hold all addresses there are: then anybody would be believed.")
    return networks
