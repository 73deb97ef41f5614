"""Makes what the addresses of devices and app passwords need for the test of strangers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from allauth.usersessions.models import UserSession
from django.contrib.auth import HASH_SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone

from accounts import services
from accounts.models import User


def _make_log_in(user: User) -> int:
    session = SessionStore()
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    key = str(session.session_key)
    services.note_log_in(user=user, session_key=key, agent="", now=timezone.now())
    return int(UserSession.objects.get(session_key=key).pk)


ENTRANCE_MAKERS: dict[str, Callable[[User], Any]] = {
    "log_in": _make_log_in,
    "app_password": lambda user: (
        services.make_app_password(user=user, name="Phone book", scope="read", now=timezone.now())[0].pk
    ),
}
