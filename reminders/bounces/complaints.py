"""Complaints read: what a provider tells when somebody calls a mail spam (ARF, RFC 5965)."""

from __future__ import annotations

from collections.abc import Sequence
from email.message import Message
from itertools import islice

from netzwerk.core.mail_ids import MailId
from reminders.bounces.quoted import field, quoted_mails, recipients_of, tokens_of
from reminders.rules.bounces import Complaint, plain_address

FEEDBACK = "message/feedback-report"
MOST_NAMED = 20
# Of RFC 5965, 7.3, and RFC 6430, those that somebody said who does not want the mail; `opt-out` is older. Others are
# about viruses and signatures, and one takes a complaint back, which nobody has to say: the settings do.
UNWANTED = {"abuse", "fraud", "opt-out"}


def is_feedback(parts: Sequence[Message]) -> bool:
    """Whether this is a report about what somebody thinks of a mail."""
    return any(part.get_content_type() == FEEDBACK for part in parts)


def complaints_in(parts: Sequence[Message], mail: MailId) -> list[Complaint]:
    """Return the complaint about a mail; nothing where the report says something else of it.

    Many providers leave out who complains. Then the link of the mail that stops all of them tells whose it is.
    """
    told = [fields for part in parts if part.get_content_type() == FEEDBACK for fields in _fields(part)]
    unwanted = [fields for fields in told if field(fields, "Feedback-Type").lower() in UNWANTED]
    if not unwanted:
        return []
    quoted = quoted_mails(parts, mail)
    named = [plain_address(str(one)) for fields in unwanted for one in fields.get_all("Original-Rcpt-To", [])]
    addresses = dict.fromkeys(one for one in [*named, *recipients_of(quoted)] if one)
    return [Complaint(mail, tuple(islice(addresses, MOST_NAMED)), tuple(tokens_of(quoted)[:MOST_NAMED]))]


def _fields(part: Message) -> list[Message]:
    payload = part.get_payload()
    return [one for one in payload if isinstance(one, Message)] if isinstance(payload, list) else []
