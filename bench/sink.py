"""A mail server that says yes to everything and keeps nothing but a count: what sending is measured against.

Run as a process of its own, `python -m bench.sink PORT`; it answers `NOOP` with how many mails it has taken.
"""

from __future__ import annotations

import asyncio
import sys

LOOPBACK = "127.0.0.1"
END = b"\r\n.\r\n"


class Sink(asyncio.Protocol):
    """One connection: just enough of RFC 5321 for a client that waits for each answer."""

    taken = 0

    def __init__(self) -> None:
        self.waiting = b""
        self.is_in_data = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Greet."""
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        self.say(b"220 sink")

    def say(self, answer: bytes) -> None:
        """Write one line."""
        self.transport.write(answer + b"\r\n")

    def data_received(self, data: bytes) -> None:
        """Take commands line by line, and the text of a mail up to its dot."""
        self.waiting += data
        while self._took_one():
            pass

    def _took_one(self) -> bool:
        end = END if self.is_in_data else b"\r\n"
        found, mark, rest = self.waiting.partition(end)
        if not mark:
            return False
        self.waiting = rest
        if self.is_in_data:
            self.is_in_data = False
            Sink.taken += 1
            self.say(b"250 taken")
        else:
            self._answer(found[:4].upper())
        return True

    def _answer(self, command: bytes) -> None:
        self.is_in_data = command == b"DATA"
        if command == b"DATA":
            self.say(b"354 go on")
        elif command == b"QUIT":
            self.say(b"221 bye")
            self.transport.close()
        else:
            self.say(b"250 %d" % Sink.taken if command == b"NOOP" else b"250 sink")


async def serve(port: int) -> None:
    """Listen until the process is stopped."""
    server = await asyncio.get_running_loop().create_server(Sink, LOOPBACK, port)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1])))
