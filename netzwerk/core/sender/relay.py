"""The relay of `EMAIL_URL`: a conversation as far as the log-in, without a mail."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from django.conf import settings
from django.core.mail.backends.smtp import EmailBackend
from django.core.mail.utils import DNS_NAME

from netzwerk.core.postal import SMTP_BACKEND
from netzwerk.core.sender.findings import Finding, State
from netzwerk.settings.environment import OWN_MACHINE

SECONDS = 15
TLS, LOGIN = "TLS of the relay", "Log-in"
ENCRYPT = "Write EMAIL_URL=smtp+tls://… (STARTTLS, port 587) or smtp+ssl://… (port 465)."


def look_at_relay() -> Iterator[Finding]:
    """Yield what the relay says of TLS and of our log-in."""
    if settings.EMAIL_BACKEND != SMTP_BACKEND:
        yield Finding(
            "Relay", State.MISSING, "EMAIL_URL names no server", "Set EMAIL_URL to the relay of your provider."
        )
        return
    where = f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}"
    try:
        smtp = _connect()
    except ssl.SSLError as error:
        yield Finding(
            TLS, State.WRONG, f"{where}: {_reason(error)}", "The certificate must be valid for the host of EMAIL_URL."
        )
        return
    except (OSError, smtplib.SMTPException) as error:
        yield Finding(
            "Relay",
            State.WRONG,
            f"{where} does not answer ({type(error).__name__})",
            "Look at EMAIL_URL and the firewall.",
        )
        return
    try:
        yield from _look(smtp, where)
    finally:
        with suppress(OSError, smtplib.SMTPException):
            smtp.quit()
        smtp.close()


def _connect() -> smtplib.SMTP:
    backend = EmailBackend()
    more: dict[str, Any] = {"context": backend.ssl_context} if backend.use_ssl else {}
    host = DNS_NAME.get_fqdn()
    smtp: smtplib.SMTP = backend.connection_class(
        backend.host, backend.port, local_hostname=host, timeout=SECONDS, **more
    )
    try:
        smtp.ehlo()
    except BaseException:
        smtp.close()
        raise
    return smtp


def _look(smtp: smtplib.SMTP, where: str) -> Iterator[Finding]:
    try:
        tls = _look_at_tls(smtp, where)
    except ssl.SSLError as error:
        advice = "The certificate must be valid for the host of EMAIL_URL."
        yield Finding(TLS, State.WRONG, f"{where}: {_reason(error)}", advice)
        return
    except (OSError, smtplib.SMTPException) as error:
        yield Finding(TLS, State.WRONG, f"{where} broke off ({type(error).__name__})", ENCRYPT)
        return
    yield tls
    # A password is not told to whoever listens, not even to see whether it is right.
    if not tls.state.is_bad:
        yield _look_at_login(smtp)


def _look_at_tls(smtp: smtplib.SMTP, where: str) -> Finding:
    is_offered = smtp.has_extn("starttls")
    if settings.EMAIL_USE_TLS and not settings.EMAIL_USE_SSL:
        if not is_offered:
            return Finding(TLS, State.WRONG, f"{where} offers no STARTTLS", "Ask for the right port; 587 is usual.")
        smtp.starttls(context=EmailBackend().ssl_context)
        smtp.ehlo()
    if isinstance(smtp.sock, ssl.SSLSocket):
        return Finding(TLS, State.OK, f"{where} speaks {smtp.sock.version()} with a valid certificate")
    if settings.EMAIL_HOST in OWN_MACHINE:
        return Finding(TLS, State.OK, f"{where} is this machine, so nothing goes over a line")
    offer = ", although STARTTLS is offered" if is_offered else ""
    return Finding(TLS, State.WRONG, f"{where} is spoken to in the clear{offer}", ENCRYPT)


def _look_at_login(smtp: smtplib.SMTP) -> Finding:
    if not settings.EMAIL_HOST_USER:
        return Finding(LOGIN, State.UNKNOWN, "EMAIL_URL has no user", "Right where the relay knows this machine.")
    try:
        smtp.login(settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD)
    except (OSError, smtplib.SMTPException) as error:
        advice = "Look at user and password in EMAIL_URL; %-signs stand for characters (%40 is @)."
        return Finding(LOGIN, State.WRONG, f"the relay did not let us in ({type(error).__name__})", advice)
    return Finding(LOGIN, State.OK, "the relay let us in")


def _reason(error: ssl.SSLError) -> str:
    return str(getattr(error, "verify_message", "") or error.reason or type(error).__name__)
