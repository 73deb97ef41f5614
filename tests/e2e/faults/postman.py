"""A mail server that can be stopped in the middle of a conversation, so that something else can die just then."""

from __future__ import annotations

import asyncio
import email
import threading
from email.message import EmailMessage
from email.policy import default
from typing import Any

from aiosmtpd.controller import Controller

from netzwerk.local.ports import LOOPBACK
from tests.e2e.waiting import wait_for

RCPT, DATA = "RCPT", "DATA"


class Postman:
    """Keeps each mail to which it said yes; `hold` makes the next conversation wait at a step until `go_on`."""

    def __init__(self, port: int, host: str = LOOPBACK) -> None:
        self.port, self.host = port, host
        self.taken: list[EmailMessage] = []
        self.is_breaking_off = False
        self._held_at = ""
        self._reached, self._may_go_on = threading.Event(), threading.Event()
        self._controller: Controller | None = None
        self._held: Any = None

    def open(self) -> None:
        """Listen."""
        self._controller = Controller(self, hostname=self.host, port=self.port)
        self._controller.start()

    def close(self) -> None:
        """Listen no more: whoever comes is refused."""
        if self._controller is not None:
            self._controller.stop()
            self._controller = None

    def hold(self, step: str) -> None:
        """Let the next conversation wait at this step."""
        self._reached.clear()
        self._may_go_on.clear()
        self._held_at = step

    def wait_until_held(self) -> None:
        """Return once a conversation waits."""
        wait_for(self._reached.is_set, f"a mail at {self._held_at}")

    def wait_until_gone(self) -> None:
        """Return once nobody is left in the conversation that waits."""
        wait_for(lambda: _is_gone(self._held), "the sender to be gone")

    def go_on(self) -> None:
        """Let it go on, and all that come."""
        self._held_at = ""
        self._may_go_on.set()

    def to(self, address: str) -> list[EmailMessage]:
        """Return the mails to an address."""
        return [mail for mail in self.taken if address in str(mail["To"])]

    async def handle_RCPT(self, server: Any, _session: Any, envelope: Any, address: str, _options: Any) -> str:  # noqa: N802 - aiosmtpd's name
        """Take the address, later."""
        await self._pass(RCPT, server)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
        """Say yes to a mail that is here as a whole, later; whoever is gone by then gets no yes."""
        await self._pass(DATA, server)
        if _is_gone(server):
            return "451 nobody is there to hear a yes"
        if self.is_breaking_off:
            self.is_breaking_off = False
            server.transport.abort()
            return "421 gone"
        mail = email.message_from_bytes(envelope.content, policy=default)
        assert isinstance(mail, EmailMessage)
        self.taken.append(mail)
        return "250 OK"

    async def _pass(self, step: str, server: Any) -> None:
        if step == self._held_at:
            self._held = server
            self._reached.set()
            while not self._may_go_on.is_set():
                await asyncio.sleep(0.02)


def _is_gone(server: Any) -> bool:
    return server.transport is None or server.transport.is_closing()
