"""Amazon SES, which tells of bounces and complaints by a topic of SNS; Amazon signs each call.

https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html: anybody can have SNS sign, so it is the
topic that says whose call it is. `BOUNCE_SECRET` is the ARN of the topic.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable
from datetime import datetime
from functools import lru_cache
from urllib.parse import urlsplit

import requests
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.x509 import Certificate, load_pem_x509_certificate
from django.http import HttpRequest

from reminders.bounces.complaints import UNWANTED
from reminders.bounces.providers.calls import (
    Fields,
    ForgedError,
    SenselessError,
    body_of,
    bounce_of,
    check_equal,
    complaint_of,
    fields_of,
)
from reminders.rules.bounces import Report

HASHES = {"1": hashes.SHA1, "2": hashes.SHA256}
SIGNED = ("Message", "MessageId", "Subject", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type")
SECONDS = 10
MOST_BYTES_CERTIFICATE = 20_000

_HOST = re.compile(r"sns\.[a-z0-9-]{3,30}\.amazonaws\.com(\.cn)?")


def read(request: HttpRequest, secret: str, now: datetime) -> list[Report]:  # noqa: ARG001 - twice is once
    """Return what is reported, and confirm the subscription of the topic; see `providers`."""
    call = fields_of(body_of(request))
    check_equal(call.text("TopicArn"), secret)
    _check_signature(call)
    if call.text("Type") == "SubscriptionConfirmation":
        _ask(call.text("SubscribeURL"))
        return []
    if call.text("Type") != "Notification":
        return []
    told = fields_of(call.text("Message"))
    reader = _READERS.get(told.text("notificationType") or told.text("eventType"))
    return reader(told) if reader else []


def _bounces(told: Fields) -> list[Report]:
    bounce, message_id = told.fields("bounce"), _message_id(told.fields("mail"))
    if bounce.text("bounceType") != "Permanent":
        return []
    return [found for one in bounce.list("bouncedRecipients") for found in _bounce(message_id, one)]


def _complaints(told: Fields) -> list[Report]:
    """Return who complained; most providers say nothing about how, as complaints are what they tell of."""
    complaint, message_id = told.fields("complaint"), _message_id(told.fields("mail"))
    if complaint.text("complaintFeedbackType").lower() not in {"", *UNWANTED}:
        return []
    named = complaint.list("complainedRecipients")
    return [found for one in named for found in complaint_of(message_id, one.text("emailAddress"))]


_READERS: dict[str, Callable[[Fields], list[Report]]] = {"Bounce": _bounces, "Complaint": _complaints}


def _bounce(message_id: str, recipient: Fields) -> list[Report]:
    words = recipient.text("diagnosticCode").partition(";")[2]
    return bounce_of(
        message_id, recipient.text("emailAddress"), code="550", status=recipient.text("status"), words=words
    )


def _message_id(mail: Fields) -> str:
    """Return the Message-ID that we gave; SES has another of its own. *Include original headers* has to be on."""
    named = [one.text("value") for one in mail.list("headers") if one.text("name").lower() == "message-id"]
    return " ".join([*named, mail.fields("commonHeaders").text("messageId")])


def _check_signature(call: Fields) -> None:
    version = HASHES.get(call.text("SignatureVersion"))
    if version is None:
        raise ForgedError
    signed = "".join(f"{name}\n{call.text(name)}\n" for name in SIGNED if name in call)
    try:
        signature = base64.b64decode(call.text("Signature"), validate=True)
        key = certificate(call.text("SigningCertURL")).public_key()
        if not isinstance(key, rsa.RSAPublicKey):
            raise ForgedError
        key.verify(signature, signed.encode("utf-8", "surrogatepass"), padding.PKCS1v15(), version())
    except (binascii.Error, InvalidSignature) as error:
        raise ForgedError from error


@lru_cache(maxsize=8)
def certificate(url: str) -> Certificate:
    """Return the certificate at an address of Amazon's; raises `ForgedError` for any other address."""
    try:
        return load_pem_x509_certificate(_ask(url))
    except ValueError as error:
        raise SenselessError from error


def _ask(url: str) -> bytes:
    """Return what Amazon's SNS says at an address; nobody else is asked, and no redirect is followed."""
    parts = urlsplit(url)
    if parts.scheme != "https" or not _HOST.fullmatch(parts.netloc):
        raise ForgedError
    try:
        answer = requests.get(url, timeout=SECONDS, allow_redirects=False, stream=True)
        content: bytes = answer.raw.read(MOST_BYTES_CERTIFICATE, decode_content=True)
    except (requests.RequestException, OSError) as error:
        raise SenselessError from error
    if answer.status_code != 200:
        raise SenselessError
    return content
