"""Postmark's webhooks for bounces and spam complaints, which share their fields.

It does not sign, so the secret is the password in the address that it calls.

https://postmarkapp.com/developer/webhooks/bounce-webhook: `Type` says what happened. Which mail it was is in the
`Metadata` that Postmark makes of the headers X-PM-Metadata-digest and X-PM-Metadata-login.
"""

from __future__ import annotations

import base64
import binascii
from datetime import datetime

from django.http import HttpRequest

from netzwerk.core.mail_ids import MailKind
from reminders.bounces.providers.calls import body_of, bounce_of, check_equal, complaint_of, fields_of
from reminders.rules.bounces import Report

# What is about the address, and for good.
FOR_GOOD = {"HardBounce", "BadEmailAddress"}
COMPLAINT = "SpamComplaint"


def read(request: HttpRequest, secret: str, now: datetime) -> list[Report]:  # noqa: ARG001 - nothing is dated
    """Return what is reported; see `providers`."""
    check_equal(_password(request.headers.get("Authorization", "")), secret)
    call = fields_of(body_of(request))
    named = call.fields("Metadata")
    message_id = " ".join(f"{kind}-{named.text(kind)}@" for kind in MailKind)
    if COMPLAINT in {call.text("RecordType"), call.text("Type")}:
        return complaint_of(message_id, call.text("Email"))
    if call.text("RecordType") not in {"", "Bounce"} or call.text("Type") not in FOR_GOOD:
        return []
    return bounce_of(message_id, call.text("Email"), code="550", words=call.text("Details"))


def _password(header: str) -> str:
    """Return the password of HTTP Basic authentication (RFC 7617), whatever the name before it."""
    scheme, _space, given = header.partition(" ")
    if scheme.lower() != "basic":
        return ""
    try:
        return base64.b64decode(given.strip(), validate=True).decode().partition(":")[2]
    except (binascii.Error, UnicodeDecodeError):
        return ""
