"""The mail that a report is about, as far as the report quotes it (RFC 3462, 2: the third part)."""

from __future__ import annotations

import email
import re
from collections.abc import Iterator, Sequence
from email.message import Message
from email.policy import compat32
from email.utils import getaddresses

from netzwerk.core.mail_ids import MailId, mail_ids_in
from reminders.rules.bounces import plain_address

IN_FULL = {"message/rfc822", "message/global", "message/global-headers"}
HEADERS_ALONE = "text/rfc822-headers"
LONGEST_FIELD = 2000
# Of a link that stops the mails, in List-Unsubscribe.
_TOKEN = re.compile(r"/unsubscribe/([A-Za-z0-9_:-]{10,200})/")


def quoted_mails(parts: Sequence[Message], mail: MailId) -> list[Message]:
    """Return what is quoted as this mail by its Message-ID: its headers, perhaps with its text."""
    return [one for one in _quoted(parts) if mail_ids_in(field(one, "Message-ID")) == [mail]]


def recipients_of(quoted: Sequence[Message]) -> list[str]:
    """Return to whom the quoted mails were written; a forwarder changes only the envelope."""
    named = getaddresses([field(one, "To") for one in quoted])
    return [plain for _name, address in named if (plain := plain_address(address))]


def tokens_of(quoted: Sequence[Message]) -> list[str]:
    """Return the tokens by which the quoted mails offered to stop all mails."""
    return [token for one in quoted for token in _TOKEN.findall(field(one, "List-Unsubscribe"))]


def text_of(part: Message) -> str:
    """Return the text of a part, with the line ends of Python; empty for what holds other parts."""
    payload = part.get_payload(decode=True)
    return payload.decode("latin-1").replace("\r\n", "\n") if isinstance(payload, bytes) else ""


def field(message: Message, name: str) -> str:
    """Return a field on one line; empty when there is none."""
    return " ".join(str(message.get(name, "")).split())[:LONGEST_FIELD]


def _quoted(parts: Sequence[Message]) -> Iterator[Message]:
    for part in parts:
        kind, payload = part.get_content_type(), part.get_payload()
        if kind == HEADERS_ALONE:
            yield email.message_from_string(text_of(part).lstrip("\n"), policy=compat32)
        elif kind in IN_FULL and isinstance(payload, list) and payload and isinstance(payload[0], Message):
            yield payload[0]
