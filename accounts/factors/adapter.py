"""How django-allauth's second factors talk to the rest: secrets are sealed, names and refusals are ours."""

from __future__ import annotations

from io import BytesIO
from typing import Any
from urllib.parse import urlsplit

import qrcode
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from qrcode.image.svg import SvgPathFillImage

from accounts.factors.required import must_stay
from accounts.factors.sealing import UnknownKeyError, seal, unseal
from accounts.models import User


class UnreadableError(ValidationError):
    """A second factor was kept with a key that this site no longer has; in a form it is told as any refusal."""


class FactorsAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth is untyped
    """Seals what allauth keeps, and binds passkeys to the address of this site instead of the Host header."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": gettext_lazy(
            "This code does not fit, or was used already. Please take the next one that the app shows."
        ),
        "cannot_delete_authenticator": gettext_lazy(
            "This site asks everybody for a second step, and this is your only one. Set up another, then remove it."
        ),
        "cannot_generate_recovery_codes": gettext_lazy(
            "Recovery codes belong to a second step. Please set up an app or a passkey first."
        ),
    }

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Let a second step go, unless it is the last one where the site wants one of everybody."""
        return not must_stay(authenticator)

    def encrypt(self, text: str) -> str:
        """Return the secret as it is kept."""
        return seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        """Return the secret; raises `UnreadableError` after a change of SECRET_KEY, since no code could be right."""
        try:
            return unseal(encrypted_text)
        except UnknownKeyError as error:
            raise UnreadableError(
                _(
                    "The key of this site was changed, so codes cannot be checked any more. Use a passkey, or ask "
                    "whoever runs this site to remove your second step."
                )
            ) from error

    def build_totp_svg(self, url: str) -> str:
        """Return the picture with its own white ground, so that cameras read it in the dark theme too."""
        picture = BytesIO()
        qrcode.make(url, image_factory=SvgPathFillImage).save(picture)
        return picture.getvalue().decode()

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:
        """Return the name of a passkey that got none."""
        count = Authenticator.objects.filter(user=user, type=type).count()
        return _("Passkey %(number)d") % {"number": count + 1} if count else _("Passkey")

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Return whom passkeys are for (WebAuthn 5.4.2): the host that people open."""
        return {"id": urlsplit(settings.BASE_URL).hostname or "", "name": "Netzwerk"}

    def get_public_key_credential_user_entity(self, user: User) -> dict[str, Any]:
        """Return what the browser shows beside a passkey."""
        return {**super().get_public_key_credential_user_entity(user), "display_name": user.first_name or user.email}
