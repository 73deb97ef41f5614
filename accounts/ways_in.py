"""How one gets into an account besides its password: whoever had to choose a new one looks whether all are theirs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.db.models import Q

from accounts.models import AppPassword, User


@dataclass(frozen=True, slots=True)
class WaysIn:
    """How many there are of each kind."""

    passkeys: int
    elsewhere: int
    programs: int

    def __bool__(self) -> bool:
        return bool(self.passkeys or self.elsewhere or self.programs)


def other_ways_in(user: User, now: datetime) -> WaysIn:
    """Return what still lets somebody in, or a program, when the password is another; three queries."""
    not_over = Q(expires_at=None) | Q(expires_at__gt=now)
    return WaysIn(
        passkeys=Authenticator.objects.filter(user=user, type=Authenticator.Type.WEBAUTHN).count(),
        elsewhere=SocialAccount.objects.filter(user=user).count(),
        programs=AppPassword.objects.filter(not_over, user=user).count(),
    )
