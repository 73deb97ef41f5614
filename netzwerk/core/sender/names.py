"""Questions to the DNS; "there is none" is an answer, and silence is not."""

from __future__ import annotations

from collections.abc import Iterable
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import Any

import dns.exception
import dns.rdatatype
import dns.resolver
import dns.reversename

Address = IPv4Address | IPv6Address
# One question may be lost on its way, so it is asked again within the time for an answer.
SECONDS_A_TRY, SECONDS = 4.0, 12.0
MOST_RECORDS = 50


class UnansweredError(Exception):
    """That a name server did not answer, or failed; says which name was asked for."""


class Names:
    """Asks the name servers of this machine, or the one that is named (`host` or `host:port`, an address)."""

    def __init__(self, nameserver: str = "") -> None:
        self._resolver = dns.resolver.Resolver(configure=not nameserver)
        self._resolver.timeout, self._resolver.lifetime = SECONDS_A_TRY, SECONDS
        if nameserver:
            host, _colon, port = nameserver.partition(":") if nameserver.count(":") == 1 else (nameserver, "", "")
            self._resolver.nameservers = [host]
            self._resolver.port = int(port or 53)

    def texts(self, name: str) -> list[str]:
        """Return the TXT records of a name, each in one piece."""
        return [b"".join(record.strings).decode("utf-8", "replace") for record in self._ask(name, dns.rdatatype.TXT)]

    def addresses(self, name: str) -> list[Address]:
        """Return where a host is, by IPv4 and IPv6; an address is where it is."""
        try:
            return [ip_address(name)]
        except ValueError:
            pass
        records = [*self._ask(name, dns.rdatatype.A), *self._ask(name, dns.rdatatype.AAAA)]
        return [ip_address(str(record.address)) for record in records]

    def exchangers(self, domain: str) -> list[str]:
        """Return the hosts that take mails for a domain, the first to be asked first; "" takes none (RFC 7505)."""
        records = sorted(self._ask(domain, dns.rdatatype.MX), key=lambda record: int(record.preference))
        return [str(record.exchange).rstrip(".").lower() for record in records]

    def names_of(self, address: Address) -> list[str]:
        """Return what an address is called (PTR)."""
        name = dns.reversename.from_address(str(address)).to_text()
        return [str(record.target).rstrip(".").lower() for record in self._ask(name, dns.rdatatype.PTR)]

    def _ask(self, name: str, kind: dns.rdatatype.RdataType) -> list[Any]:
        try:
            answer: Iterable[Any] = self._resolver.resolve(name, kind, search=False)
        except (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer):
            return []
        except (dns.exception.DNSException, UnicodeError, OSError) as error:
            raise UnansweredError(name) from error
        return list(answer)[:MOST_RECORDS]
