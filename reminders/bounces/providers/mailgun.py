"""Mailgun's webhooks for permanent failures and spam complaints, signed with its *HTTP webhook signing key*.

https://documentation.mailgun.com/docs/mailgun/user-manual/webhooks/securing-webhooks: the HMAC of timestamp and token.
"""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest

from reminders.bounces.providers.calls import ForgedError, body_of, bounce_of, check_hmac, complaint_of, fields_of
from reminders.rules.bounces import Report

# Mailgun tries for eight hours; what is older was kept by somebody. A second time it changes nothing anyway.
LASTS_SECONDS = 24 * 3600


def read(request: HttpRequest, secret: str, now: datetime) -> list[Report]:
    """Return what is reported; see `providers`."""
    call = fields_of(body_of(request))
    proof, event = call.fields("signature"), call.fields("event-data")
    timestamp = proof.text("timestamp")
    if not (timestamp.isascii() and timestamp.isdigit() and len(timestamp) <= 12):
        raise ForgedError
    check_hmac(secret, (timestamp + proof.text("token")).encode("utf-8", "surrogatepass"), proof.text("signature"))
    if abs(now.timestamp() - int(timestamp)) > LASTS_SECONDS:
        raise ForgedError
    message_id = f"<{event.fields('message').fields('headers').text('message-id')}>"
    if event.text("event") == "complained":
        return complaint_of(message_id, event.text("recipient"))
    if event.text("event") != "failed" or event.text("severity") != "permanent":
        return []
    status = event.fields("delivery-status")
    # "suppress-bounce": it bounced before, so Mailgun did not try, and says a number of its own.
    code = "550" if event.text("reason").startswith("suppress-bounce") else status.text("code")
    return bounce_of(
        message_id, event.text("recipient"),
        code=code, status=status.text("enhanced-code"), words=status.text("message"),
    )  # fmt: skip
