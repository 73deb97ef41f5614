"""Calls of providers about mails that came back, or were not wanted: one module for each way of signing them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.http import HttpRequest

from reminders.bounces.providers import mailgun, postmark, ses, signed
from reminders.rules.bounces import Report

# Called with the request, the secret and the instant; returns what is reported. Raises `ForgedError` for a call that
# the provider did not sign, `SenselessError` for one that says nothing that can be read.
Reader = Callable[[HttpRequest, str, datetime], list[Report]]
READERS: dict[str, Reader] = {
    "signed": signed.read,
    "postmark": postmark.read,
    "mailgun": mailgun.read,
    "ses": ses.read,
}
