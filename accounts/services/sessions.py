"""Log-ins of users, as whoever operates the site ends them."""

from __future__ import annotations

import logging

from allauth.usersessions.models import UserSession
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.db.models import Exists, OuterRef

from accounts.models import User

logger = logging.getLogger("netzwerk.security")


def end_all_sessions() -> int:
    """Log everybody out on all devices; return how many log-ins there were."""
    UserSession.objects.all().delete()
    ended = Session.objects.all().delete()[0]
    logger.info("logged out everywhere: everybody")
    return ended


def end_sessions(*, user: User, but: str = "") -> int:
    """Log a user out on all devices, except in the session with the key `but`; return how many log-ins there were.

    A session says whose it is only when it is opened. That is done with those that are noted for nobody: of visitors,
    from before log-ins were noted, or with a key that is new since the last request.
    """
    noted = UserSession.objects.filter(user=user).exclude(session_key=but)
    is_noted = Exists(UserSession.objects.filter(session_key=OuterRef("pk")))
    sessions = Session.objects.exclude(pk=but).filter(~is_noted).iterator()
    theirs = {one.pk for one in sessions if one.get_decoded().get(SESSION_KEY) == str(user.pk)}
    theirs |= set(noted.values_list("session_key", flat=True))
    Session.objects.filter(pk__in=theirs).delete()
    noted.delete()
    logger.info("logged out everywhere%s: user %s", " else" if but else "", user.pk)
    return len(theirs)
