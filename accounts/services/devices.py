"""Where somebody is logged in, and from which browsers they came before.

Of a log-in the names of browser and system are kept and when it was last used, but no address of the network: it says
where somebody is, and to know one's own devices again it is not needed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from allauth.usersessions.models import UserSession
from django.contrib.auth import HASH_SESSION_KEY
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils.crypto import constant_time_compare

from accounts.models import KnownDevice, User
from accounts.notices import new_device_mail
from accounts.rules.browsers import read_agent
from accounts.services.leaving import gets_mail
from accounts.services.mails import queue_login_mail

# The column wants an address; this is none.
NO_ADDRESS = "::"
# A browser that was not seen for so long is a new one; its cookie is gone by then.
DEVICE_HOLDS = timedelta(days=400)


@dataclass(frozen=True, slots=True)
class LogIn:
    """One browser in which somebody is logged in."""

    pk: int
    session_key: str
    browser: str
    system: str
    began_at: datetime
    last_seen_at: datetime


def note_log_in(*, user: User, session_key: str, agent: str, now: datetime) -> None:
    """Write down that somebody uses a session now, in the browser that the header `agent` names."""
    browser = read_agent(agent)
    named = {"browser": browser.name, "system": browser.system}
    seen = {"user": user, "ip": NO_ADDRESS, "user_agent": "", "data": named, "last_seen_at": now}
    UserSession.objects.update_or_create(
        session_key=session_key, defaults=seen, create_defaults={**seen, "created_at": now}
    )


def log_ins(user: User, *, now: datetime) -> list[LogIn]:
    """Return where a user is logged in, the last used first, and forget those that ended; in three queries at most."""
    rows = list(UserSession.objects.filter(user=user).order_by("-last_seen_at", "-pk"))
    alive = _alive(user, [row.session_key for row in rows], now)
    gone = [row.pk for row in rows if row.session_key not in alive]
    if gone:
        UserSession.objects.filter(pk__in=gone).delete()
    return [
        LogIn(
            row.pk, row.session_key, str(row.data.get("browser", "")), str(row.data.get("system", "")),
            row.created_at, row.last_seen_at,
        )
        for row in rows
        if row.session_key in alive
    ]  # fmt: skip


def _alive(user: User, keys: Iterable[str], now: datetime) -> set[str]:
    """Return those sessions that still let somebody in: another password has ended the others, wherever they lie.

    One from before SECRET_KEY was changed lets in as long as its key is in SECRET_KEY_FALLBACKS.
    """
    wanted = [user.get_session_auth_hash(), *user.get_session_auth_fallback_hash()]
    sessions = Session.objects.filter(pk__in=list(keys), expire_date__gt=now)
    found = {one.pk: str(one.get_decoded().get(HASH_SESSION_KEY, "")) for one in sessions}
    return {key for key, said in found.items() if any(constant_time_compare(said, each) for each in wanted)}


@transaction.atomic
def end_log_in(*, user: User, log_in_id: int) -> bool:
    """Log a user out in one browser; return whether they were in."""
    found = UserSession.objects.filter(user=user, pk=log_in_id).first()
    if found is None:
        return False
    Session.objects.filter(pk=found.session_key).delete()
    found.delete()
    return True


@transaction.atomic
def meet_device(*, user: User, text: str, agent: str, is_told: bool, now: datetime) -> None:
    """Know a browser, by the random text in its cookie, that somebody logs in with; if it is new, tell them by mail.

    `is_told` is false where a mail would say what they have just done themselves, as after a sign-up.
    """
    device, is_new = KnownDevice.objects.get_or_create(
        user=user, digest=_digest(user, text), defaults={"last_seen_at": now}
    )
    if not is_new:
        KnownDevice.objects.filter(pk=device.pk).update(last_seen_at=now)
        return
    KnownDevice.objects.filter(user=user, last_seen_at__lt=now - DEVICE_HOLDS).delete()
    if is_told and gets_mail(user):
        mail = new_device_mail(user, read_agent(agent), now)
        queue_login_mail(recipient=user.email, subject=mail.subject, text=mail.text)


def _digest(user: User, text: str) -> str:
    """Return what is stored of a cookie: another value for each user, so that rows tell not who shares a browser."""
    return sha256(f"{user.pk}:{text}".encode()).hexdigest()
