"""A real SMTP server for tests: takes mails, or refuses them, hangs or hangs up as told."""

from __future__ import annotations

import asyncio
import email
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from email.policy import default
from typing import Any

from aiosmtpd import smtp
from aiosmtpd.controller import Controller
from django.conf import LazySettings

from netzwerk.core import postal
from netzwerk.local.ports import LOOPBACK, free_port

SMTP = postal.SMTP_BACKEND
HANG, BREAK_OFF = "hang", "break off"


class Postman:
    """Keeps what arrives, and counts connections and good-byes.

    `answers` says what is answered instead of yes: by "MAIL", "RCPT", "DATA" or "END", an answer, or `HANG` or
    `BREAK_OFF`. `refusal` is the one to RCPT. After `most_mails` of one connection it says 421 and closes.
    """

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.texts: list[bytes] = []
        self.answers: dict[str, str] = {}
        self.most_mails = 1000
        self.lines: list[Line] = []
        self.goodbyes = 0
        self.noops = 0

    @property
    def refusal(self) -> str:
        return self.answers.get("RCPT", "")

    @refusal.setter
    def refusal(self, answer: str) -> None:
        self.answers["RCPT"] = answer

    async def handle_MAIL(self, line: Line, _session: Any, envelope: Any, address: str, _options: Any) -> str:  # noqa: N802 - aiosmtpd's name
        if line.carried >= self.most_mails:
            return await self._answer(line, "421 4.7.0 too many mails", is_last=True)
        envelope.mail_from = address
        return await self._answer(line, self.answers.get("MAIL"))

    async def handle_RCPT(self, line: Line, _session: Any, envelope: Any, address: str, _options: Any) -> str:  # noqa: N802 - aiosmtpd's name
        envelope.rcpt_tos.append(address)
        return await self._answer(line, self.refusal)

    async def handle_DATA(self, line: Line, _session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
        self.texts.append(envelope.content)
        answer = self.answers.get("END") or "250 OK"
        if answer.startswith("250") or answer == BREAK_OFF:
            mail = email.message_from_bytes(envelope.content, policy=default)
            assert isinstance(mail, EmailMessage)
            self.mails.append(mail)
            line.carried += 1
        return await self._answer(line, answer)

    async def handle_NOOP(self, _line: Line, _session: Any, _envelope: Any, _text: str) -> str:  # noqa: N802 - aiosmtpd's name
        self.noops += 1
        return "250 OK"

    async def handle_QUIT(self, _line: Line, _session: Any, _envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
        self.goodbyes += 1
        return "221 Bye"

    async def _answer(self, line: Line, answer: str | None, *, is_last: bool = False) -> str:
        if answer == HANG:
            await asyncio.Event().wait()
        if answer == BREAK_OFF:
            line.hang_up()
            raise asyncio.CancelledError
        if is_last:
            asyncio.get_running_loop().call_soon(line.hang_up)
        return answer or "250 OK"


class Line(smtp.SMTP):
    """One connection to a postman."""

    def __init__(self, postman: Postman, **more: Any) -> None:
        super().__init__(postman, **more)
        self.postman = postman
        self.carried = 0

    def connection_made(self, transport: Any) -> None:
        super().connection_made(transport)
        self.postman.lines.append(self)

    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802 - aiosmtpd's name
        if answer := self.postman.answers.get("DATA"):
            await self.push(answer)
        else:
            await super().smtp_DATA(arg)

    def hang_up(self) -> None:
        if self.transport is not None:
            self.transport.close()


class _Controller(Controller):
    def factory(self) -> smtp.SMTP:
        return Line(self.handler, **self.SMTP_kwargs)


@contextmanager
def smtp_server(settings: LazySettings) -> Iterator[Postman]:
    """Run a server and let Django send through it."""
    postman = Postman()
    controller = _Controller(postman, hostname=LOOPBACK, port=free_port())
    controller.start()
    postman.lines.clear()  # the controller knocks once to see whether somebody opens
    settings.EMAIL_BACKEND = SMTP
    settings.EMAIL_HOST, settings.EMAIL_PORT = LOOPBACK, controller.port
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    try:
        yield postman
    finally:
        postal.hang_up()
        controller.stop()


def hang_up_all(postman: Postman) -> None:
    """Close all connections from the server's side, as it does with those that were idle for long."""
    for line in postman.lines:
        line.loop.call_soon_threadsafe(line.hang_up)


def body_of(mail: EmailMessage, kind: str) -> str:
    """Return the text ("plain") or the HTML ("html") of a mail."""
    part = mail.get_body((kind,))
    assert part is not None
    return str(part.get_content())
