"""How secrets of second factors are kept: sealed by a key that comes from SECRET_KEY (decision 0025)."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from functools import cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

# Names what the key is for, so that no other use of SECRET_KEY ever yields the same one (RFC 5869, 3.2).
PURPOSE = b"netzwerk.accounts.factors"


class UnknownKeyError(Exception):
    """A secret was sealed with another SECRET_KEY, or is none of ours."""


def seal(text: str) -> str:
    """Return the text encrypted and signed with the key of now; the same text never looks the same twice."""
    return _box().encrypt(text.encode()).decode()


def unseal(sealed: str) -> str:
    """Return what was sealed, also with one of SECRET_KEY_FALLBACKS; raises `UnknownKeyError` when neither opens it."""
    try:
        return _box().decrypt(sealed.encode()).decode()
    except InvalidToken as error:
        raise UnknownKeyError from error


def _box() -> MultiFernet:
    return MultiFernet([_lock(key) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)])


@cache
def _lock(key: str) -> Fernet:
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=PURPOSE).derive(key.encode())
    return Fernet(urlsafe_b64encode(derived))
