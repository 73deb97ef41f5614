"""Who may not come in any more, and what stops with that: a change of one column, so it can be taken back whole."""

from __future__ import annotations

import logging

from django.db import transaction

from accounts.models import User
from accounts.services.mails import forget_mails_to
from accounts.services.sessions import end_sessions
from accounts.services.users import announce_preferences

# What operators do with accounts is told beside what users do with theirs (`accounts.events`).
logger = logging.getLogger("netzwerk.security")


@transaction.atomic
def block_user(*, user: User) -> bool:
    """Let nobody in as this user, from the next request on; return whether somebody could until now.

    Everything that asks for a user asks whether they are active: log-in, passkeys and providers, app passwords, signed
    links, the mails that come by themselves, and notifications. Nothing they have is touched. The one link that goes
    on working keeps an account that is about to go: it is no way in, and whoever was robbed of it may need it.
    """
    if not _set_active(user, is_active=False):
        return False
    end_sessions(user=user)
    forget_mails_to(user)
    announce_preferences(user=user)
    logger.info("blocked: user %s", user.pk)
    return True


@transaction.atomic
def unblock_user(*, user: User) -> bool:
    """Let a user in again, with everything as it was; return whether they were blocked."""
    if not _set_active(user, is_active=True):
        return False
    announce_preferences(user=user)
    logger.info("unblocked: user %s", user.pk)
    return True


def _set_active(user: User, *, is_active: bool) -> bool:
    locked = User.objects.select_for_update(no_key=True)
    user.refresh_from_db(fields=["is_active"], from_queryset=locked)
    if user.is_active == is_active:
        return False
    user.is_active = is_active
    user.save(update_fields=["is_active"])
    return True
