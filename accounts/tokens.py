"""The signed link that keeps an account which is about to go: it carries whose, and from which day."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from django.core import signing

KEEP_SALT = "accounts.keep"


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
