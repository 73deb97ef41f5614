"""What a security log has to tell (OWASP ASVS 5, 16.3): who got in and how, who did not, what ways in changed.

Users are told by their number, never by address or name; of an attempt that fits nobody there is no more to tell.
"""

from __future__ import annotations

import logging
from functools import partial
from typing import Any

from allauth.account import signals
from allauth.mfa import signals as factors
from allauth.socialaccount import signals as providers
from django.contrib.auth import signals as auth
from django.dispatch import Signal

logger = logging.getLogger("netzwerk.security")

CHANGES: dict[str, Signal] = {
    "logged in": auth.user_logged_in,
    "signed up": signals.user_signed_up,
    "logged out": auth.user_logged_out,
    "password changed": signals.password_changed,
    "password chosen by mail": signals.password_reset,
    "password set": signals.password_set,
    "address changed": signals.email_changed,
    "second step added": factors.authenticator_added,
    "second step removed": factors.authenticator_removed,
    "recovery codes made anew": factors.authenticator_reset,
    "account of a provider connected": providers.social_account_added,
    "account of a provider taken off": providers.social_account_removed,
}
FAILURES: dict[str, Signal] = {
    "log-in refused": auth.user_login_failed,
    "second step refused": factors.authentication_failed,
}


def connect() -> None:
    """Listen to all of them, once."""
    signals.authentication_step_completed.connect(_note_step, dispatch_uid="accounts.events.recognised")
    for level, told in ((logging.INFO, CHANGES), (logging.WARNING, FAILURES)):
        for what, signal in told.items():
            note = partial(_note, level, what)
            signal.connect(note, weak=False, dispatch_uid=f"accounts.events.{what}")


def note_refused_password(user: Any) -> None:
    """Tell that somebody who is logged in gave a wrong password where it is asked for once more."""
    logger.warning("password refused: user %s", user.pk)


def _note_step(*, user: Any, method: str, **_told: Any) -> None:
    logger.info("recognised: user %s by %s", user.pk, method)


def _note(level: int, what: str, *, user: Any = None, authenticator: Any = None, **told: Any) -> None:
    account = told.get("socialaccount") or getattr(told.get("sociallogin"), "account", None)
    # Whoever is asked once more who it is fails like a visitor, but is known.
    user = user or getattr(account, "user", None) or getattr(told.get("request"), "user", None)
    way = getattr(authenticator, "type", "") or getattr(account, "provider", "")
    logger.log(level, "%s: user %s%s", what, getattr(user, "pk", None) or "unknown", f" ({way})" if way else "")
