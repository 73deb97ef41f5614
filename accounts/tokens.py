"""What is signed: the link that keeps an account which is about to go, invitations, and mails of the log-in."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.utils.crypto import constant_time_compare, salted_hmac

KEEP_SALT = "accounts.keep"
INVITATION_SALT = "accounts.invitation"
LOGIN_MAIL_SALT = "accounts.login-mail"


class KeepToken(NamedTuple):
    """Whose account, and the instant at which it was to go: a later change of mind needs a link of its own."""

    owner_id: int
    due_at: datetime


def sign_keep(token: KeepToken) -> str:
    """Return the token as a part of a URL."""
    return signing.dumps([token.owner_id, token.due_at.isoformat()], salt=KEEP_SALT)


def read_keep(text: str) -> KeepToken:
    """Return the token when its signature holds; raises `signing.BadSignature` for any other text."""
    owner_id, due_at = signing.loads(text, salt=KEEP_SALT)
    return KeepToken(int(owner_id), datetime.fromisoformat(due_at))


def sign_invitation(invitation_id: UUID) -> str:
    """Return the token of an invitation as a part of a URL; the row says how long it holds."""
    return signing.dumps(invitation_id.hex, salt=INVITATION_SALT)


def read_invitation(text: str) -> UUID:
    """Return whose invitation a token is when its signature holds; raises `signing.BadSignature` for any other text."""
    return UUID(hex=str(signing.loads(text, salt=INVITATION_SALT)))


def prove_login_mail(*, mail_id: UUID, address: str) -> str:
    """Return what the Message-ID of a mail says of its address: 128 bits in hexadecimal digits, and no address."""
    return _proof(mail_id, address, settings.SECRET_KEY)


def is_proof_of_login_mail(proof: str, *, mail_id: UUID, address: str) -> bool:
    """Whether a mail with this id was sent to this address, by a key of now or one before."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return any(constant_time_compare(proof, _proof(mail_id, address, key)) for key in keys)


def _proof(mail_id: UUID, address: str, key: str | bytes) -> str:
    signed = salted_hmac(LOGIN_MAIL_SALT, f"{mail_id}:{address.lower()}", secret=key, algorithm="sha256")
    return signed.hexdigest()[:32]
