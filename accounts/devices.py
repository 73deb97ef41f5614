"""The browser of a request: when it was last seen, and the cookie by which it is known again."""

from __future__ import annotations

import re
import secrets
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone

from accounts import services
from accounts.models import User

# Where a session says under which key it was noted, when, and when it began.
SEEN = "seen"
# What is used all the time is written down so often and no oftener, as each time writes two rows.
EVERY = timedelta(minutes=15)
# Other hosts of the same domain cannot set one of this name.
COOKIE = f"{settings.COOKIE_PREFIX}device"
COOKIE_TEXT = re.compile(r"[A-Za-z0-9_-]{43}")


def note_begun(*, request: HttpRequest, user: User, **_signal: Any) -> None:
    """Write down that a session begins; Django calls this at each log-in."""
    request.session.pop(SEEN, None)
    _note(request, user, timezone.now())


def note_used(request: HttpRequest, response: HttpResponseBase) -> None:
    """Write down that a session is used, if that was not done lately, or the session has another key since.

    One from before this was written down is met here for the first time, and its browser is known from now on.
    """
    user, now = request.user, timezone.now()
    if not user.is_authenticated or not request.session.session_key:
        return
    seen = request.session.get(SEEN)
    if not seen:
        know_device(request, response, user=user, is_told=False)
    elif seen["key"] == request.session.session_key and now.timestamp() - seen["at"] < EVERY.total_seconds():
        return
    _note(request, user, now)


def know_device(request: HttpRequest, response: HttpResponseBase, *, user: User, is_told: bool) -> None:
    """Know the browser of this request, by a cookie that it keeps; if it is new and `is_told`, a mail says so."""
    text = request.COOKIES.get(COOKIE, "")
    if not COOKIE_TEXT.fullmatch(text):
        text = secrets.token_urlsafe(32)
    services.meet_device(user=user, text=text, agent=_agent(request), is_told=is_told, now=timezone.now())
    response.set_cookie(
        COOKIE,
        text,
        max_age=services.DEVICE_HOLDS,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _note(request: HttpRequest, user: User, now: datetime) -> None:
    key = request.session.session_key
    if key is None:
        return
    services.note_log_in(user=user, session_key=key, agent=_agent(request), now=now)
    seen = request.session.get(SEEN)
    since = seen["since"] if seen and seen["user"] == user.pk else None
    request.session[SEEN] = {"key": key, "at": now.timestamp(), "since": since or now.timestamp(), "user": user.pk}
    if since is not None:
        # Saving it must not put its end off.
        left = since + settings.SESSION_COOKIE_AGE - now.timestamp()
        request.session.set_expiry(max(1, int(left)))


def _agent(request: HttpRequest) -> str:
    return request.headers.get("user-agent", "")[:500]
