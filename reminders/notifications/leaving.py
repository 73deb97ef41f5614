"""Where notifications end with a log-in: on a log-out, for the next person in this browser, with a new password.

Listeners of Django's and allauth's signals, which are all that tells of these.
"""

from __future__ import annotations

from typing import Any

from allauth.account.signals import password_changed, password_reset
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.http import HttpRequest

from accounts.models import User
from reminders.notifications.this_browser import forget_others_here, marked_browser
from reminders.services.push import forget_browsers_but


def listen() -> None:
    """Begin to listen; twice is once."""
    user_logged_out.connect(_end_here, dispatch_uid="reminders.end_here")
    user_logged_in.connect(_end_others, dispatch_uid="reminders.end_others")
    password_changed.connect(_end_elsewhere, dispatch_uid="reminders.end_elsewhere_changed")
    password_reset.connect(_end_elsewhere, dispatch_uid="reminders.end_elsewhere_reset")


def _end_here(*, request: HttpRequest | None, **_kwargs: Any) -> None:
    forget_others_here(request, None)


def _end_others(*, request: HttpRequest | None, user: User, **_kwargs: Any) -> None:
    forget_others_here(request, user.pk)


def _end_elsewhere(*, request: HttpRequest | None, user: User, **_kwargs: Any) -> None:
    """A new password ends the log-ins elsewhere, and what a lost phone shows with them."""
    marked = marked_browser(request)
    forget_browsers_but(user=user, mark=marked[1] if marked else "")
