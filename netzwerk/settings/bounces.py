"""How mails that came back are told: by the calls of a provider, or by the reports in a mailbox (`BOUNCE_…`)."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

PROVIDERS = ("signed", "postmark", "mailgun", "ses")
PORTS = {"imaps": 993, "imap+tls": 143, "imap": 143}
OWN_MACHINE = {"localhost", "127.0.0.1", "::1"}
SHORTEST_SECRET = 16
WRONG = "BOUNCE_IMAP_URL must look like imaps://user:password@host/INBOX, or imap+tls:// where TLS begins by STARTTLS."


@dataclass(frozen=True, slots=True)
class Mailbox:
    """A mailbox that is read by IMAP; `scheme` says how TLS is spoken."""

    scheme: str
    host: str
    port: int
    user: str
    password: str = field(repr=False)
    folder: str = "INBOX"


def read_mailbox(url: str) -> Mailbox | None:
    """Return the mailbox that an address names; None for no address. Raises `ValueError` with one sentence."""
    if not url:
        return None
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise ValueError(WRONG) from error
    folder = unquote(parts.path.strip("/")) or "INBOX"
    if parts.scheme not in PORTS or not (parts.hostname and parts.username and parts.password):
        raise ValueError(WRONG)
    if not (folder.isascii() and folder.isprintable()):
        raise ValueError("The folder in BOUNCE_IMAP_URL must have letters of ASCII alone.")
    if parts.scheme == "imap" and parts.hostname not in OWN_MACHINE:
        raise ValueError("BOUNCE_IMAP_URL must say imaps:// or imap+tls://, for imap:// tells the password to anybody.")
    return Mailbox(
        parts.scheme, parts.hostname, port or PORTS[parts.scheme],
        unquote(parts.username), unquote(parts.password), folder,
    )  # fmt: skip


def check_provider(provider: str, secret: str) -> str:
    """Return the provider; raises `ValueError` with one sentence when it is none, or has no secret worth the name."""
    if provider and provider not in PROVIDERS:
        raise ValueError(f"BOUNCE_PROVIDER must be one of {', '.join(PROVIDERS)}, or empty.")
    if provider and len(secret) < SHORTEST_SECRET:
        raise ValueError(f"BOUNCE_SECRET must have {SHORTEST_SECRET} characters or more; docs/operate.md says which.")
    return provider
