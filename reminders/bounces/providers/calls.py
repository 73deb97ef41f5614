"""What the calls of all providers have in common: a body of JSON that must be signed."""

from __future__ import annotations

import hmac
import json
from hashlib import sha256
from typing import Any

from django.http import HttpRequest

from netzwerk.core.mail_ids import MailId, mail_ids_in
from reminders.rules.bounces import Bounce, Complaint, Report, plain_address, spoken

MOST_BYTES = 512 * 1024
# A text of JSON may hold halves of signs, which no encoding has.
_AS_IT_IS = ("utf-8", "surrogatepass")


class ForgedError(Exception):
    """That whoever calls does not know the secret."""


class SenselessError(Exception):
    """That a call says nothing that can be read."""


class Fields(dict[str, Any]):
    """An object of JSON in which nothing is where it should be, perhaps: each question has an answer of its kind."""

    def text(self, name: str) -> str:
        """Return a text, or a number as one; empty for anything else."""
        value = self.get(name)
        return str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""

    def fields(self, name: str) -> Fields:
        """Return an object; an empty one for anything else."""
        value = self.get(name)
        return Fields(value) if isinstance(value, dict) else Fields()

    def list(self, name: str) -> list[Fields]:
        """Return the objects of a list."""
        value = self.get(name)
        return [Fields(one) for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def body_of(request: HttpRequest) -> bytes:
    """Return the body; raises `SenselessError` when it is longer than any call."""
    if len(request.body) > MOST_BYTES:
        raise SenselessError
    return request.body


def fields_of(text: bytes | str) -> Fields:
    """Return the object that a text of JSON holds; raises `SenselessError` for anything else."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise SenselessError from error
    if not isinstance(found, dict):
        raise SenselessError
    return Fields(found)


def check_hmac(secret: str, signed: bytes, signature: str) -> None:
    """Raise `ForgedError` unless this is the SHA-256 HMAC of what was signed, as hexadecimal digits."""
    wanted = hmac.new(secret.encode(), signed, sha256).hexdigest()
    check_equal(signature.lower(), wanted)


def check_equal(given: str, wanted: str) -> None:
    """Raise `ForgedError` unless both are the same; how long that takes tells nothing."""
    if not hmac.compare_digest(given.encode(*_AS_IT_IS), wanted.encode(*_AS_IT_IS)):
        raise ForgedError


def bounce_of(message_id: str, address: str, *, code: str = "", status: str = "", words: str = "") -> list[Report]:
    """Return the bounce of a mail; nothing where the mail was none of ours, or no address is named."""
    said = spoken(status, f"{code} {words}".strip())
    return [Bounce(mail, (plain,), *said) for mail, plain in _named(message_id, address)]


def complaint_of(message_id: str, address: str) -> list[Report]:
    """Return that somebody called a mail spam; nothing where the mail was none of ours, or no address is named."""
    return [Complaint(mail, (plain,)) for mail, plain in _named(message_id, address)]


def _named(message_id: str, address: str) -> list[tuple[MailId, str]]:
    found, plain = mail_ids_in(message_id), plain_address(address)
    return [(found[0], plain)] if len(found) == 1 and plain else []
