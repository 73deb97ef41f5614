"""The forms of second factors: codes that are good once, passkeys that a browser makes and shows."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.mfa.base import forms as base
from allauth.mfa.models import Authenticator
from allauth.mfa.totp import forms as totp
from allauth.mfa.totp.internal.auth import TOTP
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

from accounts.factors.queries import codes_left, second_factors
from accounts.login_forms import OwnWords

NAME_LENGTH = 60
NOT_SHOWN = _("The browser has shown no passkey. Please try again; it needs JavaScript for that.")
NOT_MADE = _("The browser has made no passkey. Please try again; it needs JavaScript for that.")
UNKNOWN = _("This passkey is not known here, or it took too long. Please try again, or log in another way.")
UNFIT = _("This passkey does not fit, or it took too long. Please try again.")


class CodeForm(OwnWords):
    """A code as it is typed, from an app or from the list of recovery codes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        code = self.fields["code"]
        code.label = _("Code")
        code.error_messages["required"] = _("Please enter the code.")
        code.widget.attrs.update(inputmode="numeric", spellcheck="false")


class TellsOfRecoveryCode(CodeForm):
    """Says by mail when a recovery code opened the door, and how many are left."""

    authenticator: Authenticator

    def save(self) -> None:
        """Let the user in, and tell of a used recovery code."""
        super().save()  # type: ignore[misc]  # allauth's form, the next in line
        if self.authenticator.type == Authenticator.Type.RECOVERY_CODES:
            used = Authenticator.objects.get(pk=self.authenticator.pk)
            get_adapter().send_notification_mail("mfa/email/recovery_code_used", used.user, {"left": codes_left(used)})


class AuthenticateForm(TellsOfRecoveryCode, base.AuthenticateForm):  # type: ignore[misc]  # allauth is untyped
    """The code after the password; beside a passkey and without an app it can only be a recovery code."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if second_factors(self.user).app is None:
            self.fields["code"].label = _("Recovery code")


class ReauthenticateForm(TellsOfRecoveryCode, base.ReauthenticateForm):  # type: ignore[misc]  # allauth is untyped
    """The code, to be sure who it is."""


class ActivateTOTPForm(CodeForm, totp.ActivateTOTPForm):  # type: ignore[misc]  # allauth is untyped
    """The first code of an app, which shows that it has the secret."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("The code that it shows now")

    def clean_code(self) -> str:
        """Refuse a wrong code; a right one is used up with this, so nobody who saw it logs in with it."""
        code = str(super().clean_code())
        TOTP(Authenticator(user=self.user))._mark_code_used(code)
        return code


class PasskeyForm(forms.Form):
    """What the browser says of a passkey; whatever is none is refused with one sentence.

    The reader of these statements knows many ways to fail on what no browser says; to us they are all the same.
    """

    missing, unfit = NOT_SHOWN, UNFIT

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["credential"].error_messages = {"required": self.missing, "invalid": self.unfit}

    def _refuse(self, error: Exception) -> forms.ValidationError:
        if isinstance(error, forms.ValidationError) and error.code == "too_many_login_attempts":
            return error
        return forms.ValidationError(self.unfit, code="unfit")


class ShownPasskeyForm(PasskeyForm):
    """A passkey that signs a challenge."""

    def clean_credential(self) -> Authenticator:
        """Return the passkey; raises `ValidationError` for a signature that does not fit, and for anything else."""
        try:
            return super().clean_credential()  # type: ignore[misc]  # allauth's form, the next in line
        except (forms.ValidationError, ValueError, TypeError, LookupError, AttributeError) as error:
            raise self._refuse(error) from error


class AddPasskeyForm(OwnWords, PasskeyForm, webauthn.AddWebAuthnForm):  # type: ignore[misc]  # allauth is untyped
    """A new passkey with its name; always one that logs in alone, so the device has to know its user."""

    missing = NOT_MADE
    passwordless = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _name_field(self.fields["name"])

    def clean(self) -> dict[str, Any]:
        """Refuse what is no new passkey, or one of a device that did not ask for a finger, a face or a PIN."""
        self.cleaned_data["passwordless"] = True
        try:
            return super().clean() or {}
        except (forms.ValidationError, ValueError, TypeError, LookupError, AttributeError, AssertionError) as error:
            raise self._refuse(error) from error


class EditPasskeyForm(OwnWords, webauthn.EditWebAuthnForm):  # type: ignore[misc]  # allauth is untyped
    """Another name for a passkey."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _name_field(self.fields["name"])
        self.fields["name"].error_messages["required"] = _("Please enter a name.")


class AuthenticatePasskeyForm(ShownPasskeyForm, webauthn.AuthenticateWebAuthnForm):  # type: ignore[misc]  # allauth is untyped
    """A passkey after the password."""


class LoginPasskeyForm(ShownPasskeyForm, webauthn.LoginWebAuthnForm):  # type: ignore[misc]  # allauth is untyped
    """A passkey instead of address and password."""

    unfit = UNKNOWN


class ReauthenticatePasskeyForm(ShownPasskeyForm, webauthn.ReauthenticateWebAuthnForm):  # type: ignore[misc]  # allauth is untyped
    """A passkey, to be sure who it is."""


def _name_field(field: forms.Field) -> None:
    field.label = _("Name")
    field.help_text = _("So that you can tell your passkeys apart, such as: phone, laptop.")
    field.widget.attrs.update(maxlength=NAME_LENGTH, autocomplete="off")
    field.validators.append(MaxLengthValidator(NAME_LENGTH))
