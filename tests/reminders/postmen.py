"""A real SMTP server for tests: takes mails, or refuses them as told."""

from __future__ import annotations

import email
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from email.policy import default
from typing import Any

from aiosmtpd.controller import Controller
from django.conf import LazySettings

from netzwerk.local.ports import LOOPBACK, free_port

SMTP = "django.core.mail.backends.smtp.EmailBackend"


class Postman:
    """Keeps what arrives; `refusal` is the answer to each recipient, when it has one."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.refusal = ""

    async def handle_RCPT(self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any) -> str:  # noqa: N802 - aiosmtpd's name
        if self.refusal:
            return self.refusal
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
        mail = email.message_from_bytes(envelope.content, policy=default)
        assert isinstance(mail, EmailMessage)
        self.mails.append(mail)
        return "250 OK"


@contextmanager
def smtp_server(settings: LazySettings) -> Iterator[Postman]:
    """Run a server and let Django send through it."""
    postman = Postman()
    controller = Controller(postman, hostname=LOOPBACK, port=free_port())
    controller.start()
    settings.EMAIL_BACKEND = SMTP
    settings.EMAIL_HOST, settings.EMAIL_PORT = LOOPBACK, controller.port
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    try:
        yield postman
    finally:
        controller.stop()


def body_of(mail: EmailMessage, kind: str) -> str:
    """Return the text ("plain") or the HTML ("html") of a mail."""
    part = mail.get_body((kind,))
    assert part is not None
    return str(part.get_content())
