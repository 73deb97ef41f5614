"""The keys that a browser gives out with its subscription (RFC 8291): what it decrypts notifications with."""

from __future__ import annotations

import base64
import re

from cryptography.hazmat.primitives.asymmetric import ec

POINT_BYTES, AUTH_BYTES = 65, 16
_BASE64URL = re.compile(r"[A-Za-z0-9_-]+={0,2}")


def is_point(text: str) -> bool:
    """Return whether a text is an uncompressed point of P-256 in base64url."""
    content = _decoded(text)
    if len(content) != POINT_BYTES:
        return False
    try:
        ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), content)
    except ValueError:
        return False
    return True


def is_auth_secret(text: str) -> bool:
    """Return whether a text is a secret of 16 bytes in base64url."""
    return len(_decoded(text)) == AUTH_BYTES


def _decoded(text: str) -> bytes:
    bare = text.rstrip("=")
    if not _BASE64URL.fullmatch(text) or len(bare) % 4 == 1:
        return b""
    return base64.urlsafe_b64decode(bare + "=" * (-len(bare) % 4))
