"""Which of the browsers that take notifications this one is: a signed cookie, so that it holds across log-ins.

A session ends by itself after months, and the next one is somebody else's on a shared device; the browser stays.
"""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from accounts.models import User
from reminders.models import PushSubscription
from reminders.services.push import forget_browser, mark_of

COOKIE = "netzwerk-browser"
# Browsers keep none for longer.
KEPT_FOR = timedelta(days=400)
_SALT = "reminders.this_browser"


def mark_browser(response: HttpResponse, browser: PushSubscription) -> None:
    """Let this browser say from now on which one it is."""
    response.set_cookie(
        COOKIE,
        signing.dumps([browser.owner_id, browser.endpoint_hash], salt=_SALT),
        max_age=KEPT_FOR,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def marked_browser(request: HttpRequest | None) -> tuple[int, str] | None:
    """Return whose notifications this browser took last, and by which hash; None when it took none."""
    cookie = request.COOKIES.get(COOKIE, "") if request else ""
    try:
        owner_id, mark = signing.loads(cookie, salt=_SALT, max_age=KEPT_FOR)
        return int(owner_id), str(mark)
    except (signing.BadSignature, ValueError, TypeError):
        return None


def forget_others_here(request: HttpRequest | None, owner_id: int | None) -> None:
    """End the notifications that somebody else than this owner gets in this browser; of anybody without an owner."""
    marked = marked_browser(request)
    if marked and marked[0] != owner_id:
        forget_browser(owner_id=marked[0], mark=marked[1])


def forget_former_here(request: HttpRequest, user: User, endpoint: str) -> None:
    """End what this browser took before, of another account or at another address than this one's `endpoint`.

    Whoever used it before must not go on being notified on somebody else's screen.
    """
    marked = marked_browser(request)
    if marked and marked != (user.pk, mark_of(endpoint)):
        forget_browser(owner_id=marked[0], mark=marked[1])
