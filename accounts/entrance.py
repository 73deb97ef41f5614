"""Whether somebody may make an account: by the site's way of signing up, and by the invitation of this visit."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from accounts import services
from accounts.models import Invitation

# How SIGN_UP may be set.
OPEN, CLOSED, INVITED = "open", "closed", "invited"
SESSION_KEY = "invitation"


def remember_invitation(request: HttpRequest, invitation: Invitation) -> None:
    """Keep an invitation for the sign-up that follows."""
    request.session[SESSION_KEY] = str(invitation.pk)


def invitation_in(request: HttpRequest) -> Invitation | None:
    """Return the invitation of this visit while it is good."""
    found = request.session.get(SESSION_KEY)
    return services.open_invitation(str(found), now=timezone.now()) if found else None


def may_sign_up(request: HttpRequest) -> bool:
    """Tell whether the sign-up is open to this visitor."""
    if settings.SIGN_UP == INVITED:
        return invitation_in(request) is not None
    return bool(settings.SIGN_UP == OPEN)


def use_invitation(request: HttpRequest, email: str) -> None:
    """Use the invitation of this visit up where one is needed; raises `NotInvitedError` when none holds.

    Call it in the transaction that makes the account.
    """
    if settings.SIGN_UP != OPEN:
        services.use_invitation(
            invitation_id=str(request.session.get(SESSION_KEY, "")), email=email, now=timezone.now()
        )


def closed_page(request: HttpRequest, *, reason: str = "") -> HttpResponse:
    """Return the page that says why no account is made: `reason` is "", "spent" or "other"."""
    return render(request, "account/signup_closed.html", {"reason": reason}, status=403)
