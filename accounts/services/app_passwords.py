"""Passwords that programs have instead of their user's: made, shown once, asked for by each request, revoked."""

from __future__ import annotations

import logging
import secrets
from datetime import datetime, timedelta
from hashlib import sha256
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from accounts.models import AppPassword, User
from accounts.notices import app_password_mail
from accounts.services.leaving import gets_mail
from accounts.services.mails import queue_login_mail

logger = logging.getLogger("netzwerk.security")

# Nobody has more programs; and who takes an account over cannot hide one among thousands.
MOST_APP_PASSWORDS = 25
# So that people, and those who search for leaked secrets, know what it is.
PREFIX = "netzwerk-"
LONGEST = 100
# When it was last used is written so often and no oftener: a program may come each second.
NOTED_EACH = timedelta(hours=1)

Scope = AppPassword.Scope
# Which scopes let a program do what another one stands for.
COVERED_BY = {
    Scope.READ: (Scope.READ, Scope.WRITE),
    Scope.WRITE: (Scope.WRITE,),
    Scope.SYNC: (Scope.SYNC, Scope.WRITE),
}


class TooManyAppPasswordsError(Exception):
    """The user has as many as one may have."""


@transaction.atomic
def make_app_password(
    *, user: User, name: str, scope: str, now: datetime, expires_at: datetime | None = None
) -> tuple[AppPassword, str]:
    """Return a new app password and its text, which nobody can see again; its user is told by mail.

    Raises `TooManyAppPasswordsError` where there are `MOST_APP_PASSWORDS` already.
    """
    User.objects.select_for_update(no_key=True).get(pk=user.pk)  # so that two at once do not pass the limit
    if AppPassword.objects.filter(user=user).count() >= MOST_APP_PASSWORDS:
        raise TooManyAppPasswordsError
    text = PREFIX + secrets.token_urlsafe(32)
    made = AppPassword.objects.create(
        user=user, name=name, scope=Scope(scope), digest=_digest(text), expires_at=expires_at
    )
    if gets_mail(user):
        mail = app_password_mail(user, made, now)
        queue_login_mail(recipient=user.email, subject=mail.subject, text=mail.text)
    logger.info("password for a program made: user %s", user.pk)
    return made, text


def user_of_app_password(text: str, scope: str, now: datetime) -> User | None:
    """Return whose app password this is, if it is good for the scope, and neither it nor the account has ended.

    It is found by its digest, so how long that takes tells nothing of the text; one query, and one more each hour.
    """
    if not text.startswith(PREFIX) or len(text) > LONGEST:
        return None
    covered = COVERED_BY[Scope(scope)]
    not_over = Q(expires_at=None) | Q(expires_at__gt=now)
    found = (
        AppPassword.objects.select_related("user")
        .filter(not_over, digest=_digest(text), scope__in=covered, user__is_active=True)
        .first()
    )
    if found is None:
        return None
    if found.last_used_at is None or found.last_used_at <= now - NOTED_EACH:
        AppPassword.objects.filter(pk=found.pk).update(last_used_at=now)
    return found.user


def revoke_app_password(*, user: User, app_password_id: UUID) -> bool:
    """Let a program in no longer; return whether it was the user's."""
    is_revoked = bool(AppPassword.objects.filter(user=user, pk=app_password_id).delete()[0])
    if is_revoked:
        logger.info("password for a program revoked: user %s", user.pk)
    return is_revoked


def _digest(text: str) -> str:
    return sha256(text.encode(errors="replace")).hexdigest()
