"""A real name server for tests: answers by UDP what a zone says, or with an error, or not at all."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import dns.flags
import dns.message
import dns.rcode
import dns.rdatatype
import dns.rrset

from netzwerk.local.ports import LOOPBACK

# By name and type, such as "example.org TXT": what stands there. SERVFAIL and SILENCE instead of records.
Zone = Mapping[str, list[str]]
SERVFAIL, SILENCE = ["SERVFAIL"], ["SILENCE"]


class _Server(socketserver.ThreadingUDPServer):
    daemon_threads = True
    max_packet_size = 65535

    def __init__(self, zone: Zone) -> None:
        super().__init__((LOOPBACK, 0), _Handler)
        self.zone = zone
        self.asked: list[str] = []


class _Handler(socketserver.BaseRequestHandler):
    server: _Server

    def handle(self) -> None:
        data, socket = self.request
        query = dns.message.from_wire(data)
        [question] = query.question
        key = f"{question.name.to_text().rstrip('.').lower()} {dns.rdatatype.to_text(question.rdtype)}"
        self.server.asked.append(key)
        records = self.server.zone.get(key)
        response = dns.message.make_response(query)
        response.flags |= dns.flags.RA
        if records == SILENCE:
            return
        if records == SERVFAIL:
            response.set_rcode(dns.rcode.SERVFAIL)
        elif records:
            response.answer.append(dns.rrset.from_text(question.name, 60, "IN", question.rdtype, *records))
        elif not any(name.split()[0] == key.split(maxsplit=1)[0] for name in self.server.zone):
            response.set_rcode(dns.rcode.NXDOMAIN)
        socket.sendto(response.to_wire(), self.client_address)


@contextmanager
def name_server(zone: Zone) -> Iterator[str]:
    """Run a server for a zone, which may change meanwhile; give its address and port."""
    with _Server(zone) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        try:
            yield f"{LOOPBACK}:{server.server_address[1]}"
        finally:
            server.shutdown()
            thread.join()
