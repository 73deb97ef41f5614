"""Signed links: the one that keeps an account which is about to go, and invitations to make one."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.core import signing

KEEP_SALT = "accounts.keep"
INVITATION_SALT = "accounts.invitation"


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
