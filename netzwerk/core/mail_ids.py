"""By what a mail of ours is known again: its Message-ID, as it is written and as it stands in reports."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

_UUID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
_FOUND = re.compile(
    rf"\b(?:digest-(?P<digest>{_UUID})|login-(?P<login>{_UUID})\.(?P<proof>[0-9a-f]{{32}}))@"
    r"(?P<host>[a-z0-9.-]*[a-z0-9])?",
    re.IGNORECASE,
)


class MailKind(StrEnum):
    """What a mail is: a reminder, of which a row is kept, or one of the log-in system, of which nothing is."""

    DIGEST = "digest"
    LOGIN = "login"


class MailId(NamedTuple):
    """Which mail it is; `proof` binds one of the log-in system to the address that it was sent to."""

    id: UUID
    kind: MailKind = MailKind.DIGEST
    proof: str = ""

    @property
    def name(self) -> str:
        """What stands behind its kind."""
        return f"{self.id}.{self.proof}" if self.proof else str(self.id)

    def on(self, host: str) -> str:
        """Return its Message-ID (RFC 5322, 3.6.4)."""
        return f"<{self.kind}-{self.name}@{host}>"


def mail_ids_in(text: str, host: str = "") -> list[MailId]:
    """Return the mails whose Message-ID stands in a text, each once; those of this host alone where one is named."""
    found = [one for one in _FOUND.finditer(text) if not host or (one["host"] or "").lower() == host]
    return list(dict.fromkeys(_read(one) for one in found))


def _read(found: re.Match[str]) -> MailId:
    if found["digest"]:
        return MailId(UUID(found["digest"]))
    return MailId(UUID(found["login"]), MailKind.LOGIN, found["proof"].lower())
