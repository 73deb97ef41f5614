"""Postmark's bounce webhook; it does not sign, so the secret is the password in the address that it calls.

https://postmarkapp.com/developer/webhooks/bounce-webhook: `Type` says what happened. The digest is known by the
`Metadata` that Postmark makes of the header X-PM-Metadata-digest.
"""

from __future__ import annotations

import base64
import binascii
from datetime import datetime

from django.http import HttpRequest

from reminders.bounces.providers.calls import body_of, bounce_of, check_equal, fields_of
from reminders.rules.bounces import Bounce

# What is about the address, and for good.
FOR_GOOD = {"HardBounce", "BadEmailAddress"}


def read(request: HttpRequest, secret: str, now: datetime) -> list[Bounce]:  # noqa: ARG001 - nothing is dated
    """Return what came back; see `providers`."""
    check_equal(_password(request.headers.get("Authorization", "")), secret)
    call = fields_of(body_of(request))
    if call.text("RecordType") not in {"", "Bounce"} or call.text("Type") not in FOR_GOOD:
        return []
    digest = call.fields("Metadata").text("digest")
    return bounce_of(f"digest-{digest}@", call.text("Email"), code="550", words=call.text("Details"))


def _password(header: str) -> str:
    """Return the password of HTTP Basic authentication (RFC 7617), whatever the name before it."""
    scheme, _space, given = header.partition(" ")
    if scheme.lower() != "basic":
        return ""
    try:
        return base64.b64decode(given.strip(), validate=True).decode().partition(":")[2]
    except (binascii.Error, UnicodeDecodeError):
        return ""
