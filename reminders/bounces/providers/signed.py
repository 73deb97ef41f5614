"""A call that a mail server of one's own makes, or a script behind a provider that is not known here.

`{"message_id": "<digest-…@host>", "recipient": "anna@example.org", "code": 550, "status": "5.1.1"}`, or such objects in
a list `bounces`; one with `"complaint": true` says that somebody called the mail spam. The header
`X-Netzwerk-Signature: t=SECONDS,v1=HEX` holds the HMAC of `SECONDS.BODY`.
"""

from __future__ import annotations

import re
from datetime import datetime

from django.http import HttpRequest

from reminders.bounces.providers.calls import (
    Fields,
    ForgedError,
    body_of,
    bounce_of,
    check_hmac,
    complaint_of,
    fields_of,
)
from reminders.rules.bounces import Report

HEADER = "X-Netzwerk-Signature"
LASTS_SECONDS = 300
MOST_BOUNCES = 500

_SIGNATURE = re.compile(r"t=([0-9]{1,12}),v1=([0-9a-fA-F]{64})")


def read(request: HttpRequest, secret: str, now: datetime) -> list[Report]:
    """Return what is reported; see `providers`."""
    body, found = body_of(request), _SIGNATURE.fullmatch(request.headers.get(HEADER, ""))
    if not found or abs(now.timestamp() - int(found[1])) > LASTS_SECONDS:
        raise ForgedError
    check_hmac(secret, f"{found[1]}.".encode() + body, found[2])
    call = fields_of(body)
    named = call.list("bounces") if "bounces" in call else [call]
    return [report for one in named[:MOST_BOUNCES] for report in _report(one)]


def _report(call: Fields) -> list[Report]:
    if call.get("complaint") is True:
        return complaint_of(call.text("message_id"), call.text("recipient"))
    return bounce_of(
        call.text("message_id"), call.text("recipient"),
        code=call.text("code"), status=call.text("status"), words=call.text("words"),
    )  # fmt: skip
