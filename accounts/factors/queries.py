"""What somebody logs in with beside the password."""

from __future__ import annotations

from dataclasses import dataclass

from allauth.mfa import app_settings
from allauth.mfa.models import Authenticator

from accounts.models import User

CODES = app_settings.RECOVERY_CODE_COUNT


@dataclass(frozen=True)
class SecondFactors:
    """What of it is set up; `codes_left` of the recovery codes were not used yet."""

    app: Authenticator | None
    passkeys: list[Authenticator]
    recovery_codes: Authenticator | None

    @property
    def is_on(self) -> bool:
        """Whether the log-in asks for more than the password."""
        return bool(self.app or self.passkeys)

    @property
    def codes_left(self) -> int:
        """How many recovery codes are good; counted without reading one."""
        return codes_left(self.recovery_codes)


def second_factors(user: User) -> SecondFactors:
    """Return what this user has set up, the oldest passkey first; one query."""
    found: dict[str, list[Authenticator]] = {kind: [] for kind in Authenticator.Type}
    for authenticator in Authenticator.objects.filter(user=user).order_by("created_at", "pk"):
        found[authenticator.type].append(authenticator)
    return SecondFactors(
        app=next(iter(found[Authenticator.Type.TOTP]), None),
        passkeys=found[Authenticator.Type.WEBAUTHN],
        recovery_codes=next(iter(found[Authenticator.Type.RECOVERY_CODES]), None),
    )


def codes_left(recovery_codes: Authenticator | None) -> int:
    """Return how many codes of a set are good."""
    return 0 if recovery_codes is None else CODES - int(recovery_codes.data["used_mask"]).bit_count()
