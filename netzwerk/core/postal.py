"""Mails handed to the SMTP server over one kept connection a thread.

Opening one costs a dozen round trips, more with TLS. It is left after an error, when the settings change, after many
mails, and when it has been idle. A kept one may turn out to be closed by the server: as long as the text of the mail
was not begun, another is opened and the mail goes there. After that nothing is sent again without being told.
"""

from __future__ import annotations

import os
import re
import select
import smtplib
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from time import monotonic
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.smtp import EmailBackend
from django.core.mail.message import sanitize_address
from django.core.mail.utils import DNS_NAME

from netzwerk.core.delivery import DeliveryError, Stage, at_stage, expect
from netzwerk.core.measures import tally
from netzwerk.core.mime import mail_bytes

SMTP_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
# Many servers close a connection after a hundred mails, or after some minutes.
MOST_MAILS = 100
MOST_IDLE_SECONDS = 60.0
# One that was idle for longer is asked whether it is alive, and not for long.
TRUSTED_SECONDS = 2.0
NOOP_TIMEOUT = 5.0
QUIT_TIMEOUT = 2.0
# RFC 5321, 4.5.3.2.6: whoever waits too little for the yes sends a mail twice that had arrived.
CONTENT_TIMEOUT = 300.0

_PLAIN_ADDRESS = re.compile(r"[A-Za-z0-9._+-]+@[A-Za-z0-9.-]+")
_here = threading.local()


@dataclass(frozen=True, slots=True)
class _Letter:
    sender: str
    recipients: tuple[str, ...]
    content: bytes


Callback = Callable[[], None]


def send_mail(
    message: EmailMessage, *, before_content: Callback | None = None, while_waiting: Callback | None = None
) -> None:
    """Hand a mail to the server; returns once it said yes, and raises `DeliveryError` when it did not.

    `before_content` is called when all but the text has been accepted, the last moment at which stopping, by an error
    of its own, surely sends nothing. `while_waiting` is called every few seconds while the server thinks about its
    yes. Errors in the mail itself, such as a header with newlines, are raised as they are.
    """
    try:
        _send(message, before_content or _nothing, while_waiting or _nothing)
    except DeliveryError as error:
        tally("mails", "refused", error.stage)
        raise
    tally("mails", "sent", "")


def _send(message: EmailMessage, before: Callback, waiting: Callback) -> None:
    if settings.EMAIL_BACKEND != SMTP_BACKEND:
        before()
        with at_stage(Stage.CONNECT):
            message.send()
        return
    letter = _letter(message)
    line = _kept_line()
    if line is not None:
        try:
            line.carry(letter, before, waiting)
        except DeliveryError as error:
            if line.has_begun or not error.is_line_gone:
                raise
        else:
            return
    _here.line = line = _Line()
    line.carry(letter, before, waiting)


def hang_up() -> None:
    """Close this thread's connection, if it has one; for the end of a process."""
    line: _Line | None = _here.__dict__.pop("line", None)
    if line is not None:
        line.close()


class _Line:
    """One connection, open and logged in."""

    def __init__(self) -> None:
        backend = EmailBackend()
        self.wanted = _wanted(backend)
        self.carried = 0
        self.has_begun = False
        self._timeout = backend.timeout
        self._smtp = _open(backend)
        self._used_at = monotonic()

    def is_good(self) -> bool:
        """Whether another mail may go this way."""
        idle = monotonic() - self._used_at
        if self.carried >= MOST_MAILS or idle > MOST_IDLE_SECONDS or self.wanted != _wanted(EmailBackend()):
            return False
        return idle <= TRUSTED_SECONDS or self._answers()

    def carry(self, letter: _Letter, before_content: Callback, while_waiting: Callback) -> None:
        """Hand one mail over; after any error the line is closed."""
        self.has_begun = False
        try:
            self._address(letter)
            before_content()
            with at_stage(Stage.CONTENT):
                self._hand_over(letter.content, while_waiting)
        except DeliveryError as error:
            self._leave(can_talk=error.code is not None)
            raise
        except BaseException:
            self._leave(can_talk=not self.has_begun)
            raise
        self.carried += 1
        self._used_at = monotonic()

    def close(self) -> None:
        """Say good-bye where that is possible, and close."""
        with suppress(OSError, smtplib.SMTPException):
            self._wait_at_most(QUIT_TIMEOUT)
            self._smtp.quit()
        self.drop()

    def drop(self) -> None:
        """Close without a word: nobody listens, or, in a forked child, the connection is its parent's."""
        with suppress(OSError):
            self._smtp.close()

    def _leave(self, *, can_talk: bool) -> None:
        if _here.__dict__.get("line") is self:
            del _here.line
        self.close() if can_talk else self.drop()

    def _address(self, letter: _Letter) -> None:
        with at_stage(Stage.SENDER):
            expect(self._smtp.mail(letter.sender), Stage.SENDER)
        with at_stage(Stage.RECIPIENT):
            for recipient in letter.recipients:
                expect(self._smtp.rcpt(recipient), Stage.RECIPIENT)

    def _hand_over(self, content: bytes, while_waiting: Callback) -> None:
        expect(self._smtp.docmd("DATA"), Stage.CONTENT, series=3)
        self.has_begun = True
        self._wait_at_most(CONTENT_TIMEOUT)
        self._smtp.send(_dotted(content))
        self._wait_for_answer(while_waiting)
        expect(self._smtp.getreply(), Stage.CONTENT)
        self._wait_at_most(self._timeout)

    def _wait_for_answer(self, while_waiting: Callback) -> None:
        poll, end = select.poll(), monotonic() + CONTENT_TIMEOUT
        if self._smtp.sock is not None:
            poll.register(self._smtp.sock, select.POLLIN)
        step = settings.JOB_LEASE_SECONDS / 3
        while not poll.poll(step * 1000):
            if monotonic() > end:
                raise TimeoutError
            while_waiting()

    def _answers(self) -> bool:
        try:
            self._wait_at_most(NOOP_TIMEOUT)
            is_alive = self._smtp.noop()[0] == 250
            self._wait_at_most(self._timeout)
        except (OSError, smtplib.SMTPException):
            return False
        return is_alive

    def _wait_at_most(self, seconds: float | None) -> None:
        if self._smtp.sock is not None:
            self._smtp.sock.settimeout(seconds)


def _kept_line() -> _Line | None:
    line: _Line | None = _here.__dict__.get("line")
    if line is not None and not line.is_good():
        hang_up()
        return None
    return line


def _open(backend: EmailBackend) -> smtplib.SMTP:
    more: dict[str, Any] = {"local_hostname": DNS_NAME.get_fqdn(), "timeout": backend.timeout}
    if backend.use_ssl:
        more["context"] = backend.ssl_context
    with at_stage(Stage.CONNECT):
        smtp = backend.connection_class(backend.host, backend.port, **more)
    try:
        with at_stage(Stage.CONNECT):
            if backend.use_tls and not backend.use_ssl:
                smtp.starttls(context=backend.ssl_context)
            smtp.ehlo_or_helo_if_needed()
        with at_stage(Stage.LOGIN):
            if backend.username and backend.password:
                smtp.login(backend.username, backend.password)
    except BaseException:
        smtp.close()
        raise
    return smtp


def _letter(message: EmailMessage) -> _Letter:
    recipients = tuple(_envelope_address(address) for address in message.recipients())
    sender = settings.BOUNCE_ADDRESS or message.from_email
    return _Letter(_envelope_address(sender), recipients, mail_bytes(message))


@lru_cache(maxsize=256)
def _envelope_address(address: str) -> str:
    # The standard library's parser of addresses takes longer than all the rest of a mail.
    return address if _PLAIN_ADDRESS.fullmatch(address) else sanitize_address(address, "utf-8")


def _dotted(content: bytes) -> bytes:
    """Return what goes over the line: dots that begin lines doubled (RFC 5321, 4.5.2), and the one that ends it."""
    doubled = (b"\r\n" + content).replace(b"\r\n.", b"\r\n..")[2:]
    return doubled + (b".\r\n" if doubled.endswith(b"\r\n") else b"\r\n.\r\n")


def _wanted(backend: EmailBackend) -> tuple[object, ...]:
    return (
        backend.host, backend.port, backend.username, backend.password, backend.use_tls, backend.use_ssl,
        backend.timeout,
    )  # fmt: skip


def _nothing() -> None:
    pass


def _forget() -> None:
    line: _Line | None = _here.__dict__.pop("line", None)
    if line is not None:
        line.drop()


# Two processes on one connection would talk into each other's mails.
os.register_at_fork(after_in_child=_forget)
