"""The mails that the local catcher wrote, read back for the browser."""

from __future__ import annotations

import email
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

SHOWN = 200
# Links open in the whole window: inside the frame they would be refused, and rightly.
_BASE = '<base target="_top">'
_HEAD = re.compile(r"<head\b[^>]*>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class CaughtMail:
    """One mail as the pages show it; `number` is the instant of its arrival in nanoseconds."""

    number: str
    message: EmailMessage

    @property
    def arrived_at(self) -> datetime:
        """When it came in."""
        return datetime.fromtimestamp(int(self.number) / 1e9, UTC)

    @property
    def subject(self) -> str:
        """What it is about."""
        return str(self.message["Subject"] or "")

    @property
    def sender(self) -> str:
        """Whom it came from."""
        return str(self.message["From"] or "")

    @property
    def recipient(self) -> str:
        """Whom it was for."""
        return str(self.message["To"] or "")

    @property
    def text(self) -> str:
        """The plain part."""
        return self._part("plain")

    @property
    def html(self) -> str:
        """The HTML part, in which links leave the frame that shows it."""
        html = self._part("html")
        return _HEAD.sub(lambda head: head[0] + _BASE, html, count=1) if _HEAD.search(html) else _BASE + html

    @property
    def has_html(self) -> bool:
        """Whether there is an HTML part."""
        return self.message.get_body(("html",)) is not None

    def _part(self, kind: str) -> str:
        body = self.message.get_body((kind,))
        return str(body.get_content()) if body is not None else ""


def newest_mails(folder: Path) -> list[CaughtMail]:
    """Return the newest mails, the last one first."""
    paths = sorted(folder.glob("*.eml"), reverse=True)[:SHOWN]
    return [_read(path) for path in paths]


def find_mail(folder: Path, number: str) -> CaughtMail | None:
    """Return the mail of this number; anything but digits names no mail."""
    path = folder / f"{number}.eml"
    return _read(path) if re.fullmatch(r"[0-9]+", number) and path.is_file() else None


def _read(path: Path) -> CaughtMail:
    message = email.message_from_bytes(path.read_bytes(), policy=default)
    assert isinstance(message, EmailMessage)
    return CaughtMail(path.stem, message)
