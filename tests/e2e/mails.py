"""What the local mail catcher has received by SMTP."""

from __future__ import annotations

import email
import re
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

from tests.e2e.waiting import wait_for

LINK = re.compile(r"https?://[^\s<>\"]+")


class Mails:
    """The catcher's folder, read as mails."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def to(self, address: str) -> list[EmailMessage]:
        """Return the mails to this address, oldest first."""
        files = sorted(self.folder.glob("*.eml"))
        found = (email.message_from_bytes(path.read_bytes(), policy=default) for path in files)
        return [mail for mail in found if isinstance(mail, EmailMessage) and address in str(mail["To"])]

    def wait(self, address: str, count: int = 1) -> EmailMessage:
        """Return the newest mail to this address as soon as there are so many."""
        wait_for(lambda: len(self.to(address)) >= count, f"mail {count} to {address}")
        return self.to(address)[-1]


def text_of(mail: EmailMessage, kind: str = "plain") -> str:
    """Return the text or the HTML of a mail."""
    body = mail.get_body((kind,))
    assert body is not None, f"the mail has no {kind} part"
    return str(body.get_content())


def links_in(text: str) -> list[str]:
    """Return the web addresses in a text."""
    return LINK.findall(text)
