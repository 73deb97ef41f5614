"""The VAPID key of this site: made once, kept encrypted, shared by all hosts."""

from __future__ import annotations

import base64
import logging

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from django.utils.crypto import salted_hmac

from reminders.models import PushKey

logger = logging.getLogger(__name__)


def push_key() -> PushKey:
    """Return the key that notifications are signed with; made when there is none that this SECRET_KEY opens.

    Two processes at once make one. Browsers trust the key that they subscribed with, so after another SECRET_KEY they
    have to be asked again: `browsers_of` passes over those from before.
    """
    key = PushKey.objects.first()
    if key is not None and _is_readable(key):
        return key
    if key is not None:
        logger.warning("the key for notifications was made with another SECRET_KEY; browsers have to be asked again")
        # By its text, so that whoever comes second does not take away what the first has made.
        PushKey.objects.filter(private_pem=key.private_pem).delete()
    PushKey.objects.bulk_create([_new_key()], ignore_conflicts=True)
    return PushKey.objects.get()


def private_key_of(key: PushKey) -> ec.EllipticCurvePrivateKey:
    """Return what signs; raises `ValueError` when another SECRET_KEY has locked it."""
    private = serialization.load_pem_private_key(key.private_pem.encode(), _password())
    if not isinstance(private, ec.EllipticCurvePrivateKey):
        raise ValueError("not a key for notifications")
    return private


def _new_key() -> PushKey:
    private = ec.generate_private_key(ec.SECP256R1())
    pem = private.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.BestAvailableEncryption(_password()),
    )
    point = private.public_key().public_bytes(serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint)
    return PushKey(private_pem=pem.decode(), public_key=base64.urlsafe_b64encode(point).rstrip(b"=").decode())


def _is_readable(key: PushKey) -> bool:
    try:
        private_key_of(key)
    except ValueError:
        return False
    return True


def _password() -> bytes:
    """Return what locks the key: a copy of the database alone signs nothing."""
    return salted_hmac("reminders.push_key", "", algorithm="sha256").hexdigest().encode()
