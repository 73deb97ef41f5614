"""Invitations: who may make an account where sign-up is by invitation; each is good once, for two weeks."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.signing import BadSignature
from django.core.validators import validate_email

from accounts.models import Invitation, User
from accounts.tokens import read_invitation, sign_invitation
from netzwerk.core.links import absolute_url

HOLDS = timedelta(days=14)


class NotInvitedError(Exception):
    """There is no invitation, or somebody used it, or its time is over, or it is for another address."""


def invite(*, email: str = "", invited_by: User | None = None, now: datetime) -> str:
    """Write an invitation down and return its link; with an address, nobody can sign up by it with another.

    Raises `ValidationError` when that is no address, or somebody has an account by it.
    """
    address = email.strip().lower()
    if address:
        validate_email(address)
        if User.objects.filter(email=address).exists():
            raise ValidationError("Somebody has an account with this address already.", code="taken")
    invitation = Invitation.objects.create(email=address, invited_by=invited_by, expires_at=now + HOLDS)
    return absolute_url("account_invited", sign_invitation(invitation.pk))


def invitation_of(token: str, *, now: datetime) -> Invitation | None:
    """Return the invitation of a token while it is good; None for any other text."""
    try:
        found = read_invitation(token)
    except (BadSignature, ValueError, TypeError):
        return None
    return open_invitation(found, now=now)


def open_invitation(invitation_id: UUID | str, *, now: datetime) -> Invitation | None:
    """Return an invitation while it is good."""
    try:
        wanted = UUID(str(invitation_id))
    except ValueError:
        return None
    return Invitation.objects.filter(pk=wanted, used_at=None, expires_at__gt=now).first()


def use_invitation(*, invitation_id: UUID | str, email: str, now: datetime) -> None:
    """Use an invitation up, for one account; raises `NotInvitedError` when that is not to be.

    To be called in the transaction that makes the account: who comes second, in the same second, waits and is refused.
    """
    invitation = open_invitation(invitation_id, now=now)
    if invitation is None or (invitation.email and invitation.email != email.lower()):
        raise NotInvitedError
    # Asked once more, as it may have been withdrawn, or used, since it was looked at.
    if not Invitation.objects.filter(pk=invitation.pk, used_at=None, expires_at__gt=now).update(used_at=now):
        raise NotInvitedError
