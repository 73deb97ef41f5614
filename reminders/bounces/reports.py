"""Reports read: RFC 3464 as Postfix, Exim, Exchange and their kin write it, two older shapes, and complaints.

They come from anywhere. Nothing in them is believed but what `taking` can check, and whatever cannot be read is left
where it is.
"""

from __future__ import annotations

import email
import re
from collections.abc import Iterable, Iterator
from email.message import Message
from email.policy import compat32
from itertools import islice

from netzwerk.core.mail_ids import MailId, mail_ids_in
from reminders.bounces.complaints import complaints_in, is_feedback
from reminders.bounces.quoted import field, quoted_mails, recipients_of, text_of
from reminders.rules.bounces import Bounce, Report, plain_address, spoken, without_xtext

# A report, with the headers of the mail it is about; longer ones quote the mail, or want to be trouble.
MOST_BYTES = 256 * 1024
MOST_PARTS, MOST_RECIPIENTS = 50, 20
STATUS_PARTS = {"message/delivery-status", "message/global-delivery-status"}

_QMAIL = "Hi. This is the "
_QMAIL_REFUSED = re.compile(r"^<([^<>\s]{3,254})>:[ \t]*\n((?:.{1,1000}\n){1,20})", re.MULTILINE)


class UnreadableError(Exception):
    """That this is no report about a mail of ours, as far as can be told."""


def reports_in(content: bytes, host: str) -> list[Report]:
    """Return what is reported of a mail of this host: nothing where it says that the mail is late, or arrived.

    Raises `UnreadableError` for everything else that lies in a mailbox.
    """
    content = content[:MOST_BYTES]
    found = mail_ids_in(content.decode("latin-1"), host)
    if len(found) != 1:
        raise UnreadableError
    try:
        message = email.message_from_bytes(content, policy=compat32)
        return _reports(message, found[0])
    except UnreadableError:
        raise
    except Exception as error:  # the standard library's parser fails in many ways at what is no mail
        raise UnreadableError from error


def _reports(message: Message, mail: MailId) -> list[Report]:
    parts = list(islice(message.walk(), MOST_PARTS))
    if is_feedback(parts):
        return [*complaints_in(parts, mail)]
    # Behind a forwarder, a server names only the address that it knows.
    written_to = recipients_of(quoted_mails(parts, mail))
    return [
        Bounce(mail, tuple(dict.fromkeys([*addresses, *written_to])), *said)
        for addresses, said in _refusals(message, parts)
    ]


Refusal = tuple[tuple[str, ...], tuple[int, str]]


def _refusals(message: Message, parts: list[Message]) -> list[Refusal]:
    status_parts = [part for part in parts if part.get_content_type() in STATUS_PARTS]
    if status_parts:
        blocks = [block for part in status_parts for block in _blocks(part) if block.get("Final-Recipient")]
        if not blocks:
            raise UnreadableError
        return [_by_block(block) for block in blocks[:MOST_RECIPIENTS] if field(block, "Action").lower() == "failed"]
    return _older(message, parts)


def _blocks(part: Message) -> Iterator[Message]:
    """Yield the groups of fields of a status: one for the mail, one for each recipient (RFC 3464, 2.1)."""
    payload = part.get_payload()
    for block in payload if isinstance(payload, list) else []:
        assert isinstance(block, Message)
        yield block
        # Of the status with UTF-8 (RFC 6533) the parser takes the first group for headers, and the rest for a text.
        rest = block.get_payload()
        if isinstance(rest, str):
            yield from (email.message_from_string(text) for text in islice(_groups(rest), MOST_RECIPIENTS))


def _groups(text: str) -> Iterable[str]:
    return (group for group in re.split(r"\r?\n\r?\n", text) if group.strip())


def _by_block(block: Message) -> Refusal:
    addresses = [
        plain_address(without_xtext(field(block, "Original-Recipient"))),
        plain_address(field(block, "Original-Recipient")),
        plain_address(field(block, "Final-Recipient")),
    ]
    said = spoken(field(block, "Status"), field(block, "Diagnostic-Code").partition(";")[2])
    return tuple(dict.fromkeys(address for address in addresses if address)), said


def _older(message: Message, parts: list[Message]) -> list[Refusal]:
    """Read what came before the standard: Exim's own header, and qmail's text."""
    text = next((text_of(part) for part in parts if part.get_content_type() == "text/plain"), "")
    failed = [plain_address(address) for address in field(message, "X-Failed-Recipients").split(",")]
    if any(failed):
        return [((address,), _said_for_good(text)) for address in failed[:MOST_RECIPIENTS] if address]
    if _QMAIL in text[:200]:
        found = list(islice(_QMAIL_REFUSED.finditer(text), MOST_RECIPIENTS))
        return [((plain_address(one[1]),), _said_for_good(one[2])) for one in found]
    raise UnreadableError


def _said_for_good(words: str) -> tuple[int, str]:
    """Return what was said; such reports come once all tries are over, and some say no number at all."""
    code, status = spoken("", words)
    return (code, status) if status or re.search(r"(?<!\d)[45]\d\d(?!\d)", words) else (550, "")
