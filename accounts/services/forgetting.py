"""What log-ins, invitations and wizards leave behind, and for how long."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db.models import Q

from accounts.models import Invitation, KnownDevice, User
from accounts.services.claims import forget_unconfirmed
from accounts.services.devices import DEVICE_HOLDS
from accounts.services.mails import forget_unsent_mails
from netzwerk.core.models import Draft
from netzwerk.core.owned import OwnedQuerySet
from netzwerk.core.walls import acting_as, owners_with
from netzwerk.core.wizards import DRAFT_LIFE

# Whoever asks what became of an invitation asks within a month.
INVITATIONS_KEPT_FOR = timedelta(days=30)


def forget_invitations(now: datetime) -> int:
    """Delete invitations that were used, or ran out, a month ago; return how many."""
    long_ago = now - INVITATIONS_KEPT_FOR
    return Invitation.objects.filter(Q(used_at__lt=long_ago) | Q(expires_at__lt=long_ago)).delete()[0]


def forget_devices(now: datetime) -> int:
    """Delete browsers that have lost the cookie by which they are known; return how many."""
    return KnownDevice.objects.filter(last_seen_at__lt=now - DEVICE_HOLDS).delete()[0]


def forget_left_log_ins(now: datetime) -> int:
    """Delete what is known of log-ins that are over; return how many. Their sessions went first."""
    alive = Session.objects.filter(expire_date__gte=now).values("session_key")
    return int(UserSession.objects.exclude(session_key__in=alive).delete()[0])


def forget_old_drafts(now: datetime) -> int:
    """Delete what was typed into wizards and not touched for 90 days, used or not; return how many.

    By then no page opens it any more.
    """

    def old(owner: User) -> OwnedQuerySet[Draft]:
        return Draft.objects.for_user(owner).filter(updated_at__lte=now - DRAFT_LIFE)

    gone = 0
    for owner in owners_with(User.objects.order_by("pk").iterator(), old):
        with acting_as(owner):
            gone += old(owner).delete()[0]
    return gone


# By the names under which operators read of them.
FORGOTTEN: dict[str, Callable[[datetime], int]] = {
    "unsent mails": forget_unsent_mails,
    "invitations": forget_invitations,
    "known devices": forget_devices,
    "left log-ins": forget_left_log_ins,
    "old drafts": forget_old_drafts,
    "unconfirmed accounts": forget_unconfirmed,
}
