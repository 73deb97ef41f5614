"""The forms of the log-in system in our own words: one word per idea, no label said twice, one hint for passwords."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as allauth
from allauth.account.adapter import get_adapter
from allauth.account.models import EmailAddress
from django import forms
from django.conf import settings
from django.db import IntegrityError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts import events
from accounts.models import User
from accounts.services import belongs_to, change_address, disconnect_all, is_taken

LABELS = {
    "email": _("Mail address"),
    "login": _("Mail address"),
    "oldpassword": _("Current password"),
    "password1": _("New password"),
    "password2": _("New password, once more"),
}


class AddressTakenError(Exception):
    """Somebody else took an address between the look at it and the change."""


class OwnWords(forms.Form):
    """Labels and hints of ours for fields of allauth, and no placeholder that repeats the label."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.label = LABELS.get(name, field.label)
        if "password1" in self.fields:
            self.fields["password1"].help_text = _("At least 10 characters, and no password that many people use.")

    def add_error(self, field: str | None, error: Any) -> None:
        """Say in our words that two passwords differ, which is all that allauth says of the second one by itself."""
        if field == "password2" and not isinstance(error, forms.ValidationError):
            error = _("These two are not the same. Please type it once more.")
        super().add_error(field, error)


class LoginForm(OwnWords, allauth.LoginForm):  # type: ignore[misc]  # allauth is untyped
    """Address and password."""


class AddEmailForm(OwnWords, allauth.AddEmailForm):  # type: ignore[misc]  # allauth is untyped
    """Another address; where no mails are sent that could confirm it, it counts at once."""

    def clean_email(self) -> str:
        """Refuse an address that somebody else logs in with, where no mail to its owner could tell instead."""
        email = str(super().clean_email())
        if not settings.IS_MAIL_SET_UP and is_taken(email):
            raise get_adapter().validation_error("email_taken")
        return email

    def save(self, request: HttpRequest) -> EmailAddress:
        """Keep the address: to be confirmed by mail, or at once."""
        if settings.IS_MAIL_SET_UP:
            return super().save(request)
        try:
            return change_address(user=self.user, email=self.cleaned_data["email"])
        except IntegrityError as error:
            raise AddressTakenError from error


class ChangePasswordForm(OwnWords, allauth.ChangePasswordForm):  # type: ignore[misc]  # allauth is untyped
    """The password of now and the new one, twice."""

    def clean_oldpassword(self) -> str:
        """Tell the security log of one that is not the user's."""
        try:
            return str(super().clean_oldpassword())
        except forms.ValidationError:
            events.note_refused_password(self.user)
            raise


class ResetPasswordForm(OwnWords, allauth.ResetPasswordForm):  # type: ignore[misc]  # allauth is untyped
    """The address that the link is sent to."""

    users: list[Any]

    def clean_email(self) -> str:
        """Send none for an account whose user only typed the address as a new one: it may be that of somebody else."""
        email = str(super().clean_email())
        self.users = [user for user in self.users if belongs_to(user, email)]
        return email

    def save(self, request: HttpRequest, **how: Any) -> str:
        """Send the link; to whose account is closed the reason why there is none. The page says the same to all."""
        email = str(self.cleaned_data["email"])
        if self.users or not User.objects.filter(email=email.lower(), is_active=False).exists():
            return str(super().save(request, **how))
        get_adapter().send_mail("account/email/closed_account", email, {"request": request})
        return email


class ResetPasswordKeyForm(OwnWords, allauth.ResetPasswordKeyForm):  # type: ignore[misc]  # allauth is untyped
    """A new password, twice."""

    def save(self) -> None:
        """Keep it; where nobody had confirmed the address, what came in by it before was not its owner's.

        Somebody may have made the account with an address of others and an account elsewhere, and waits for them.
        """
        if not EmailAddress.objects.filter(user=self.user, verified=True).exists():
            disconnect_all(user=self.user)
        super().save()


class SetPasswordForm(OwnWords, allauth.SetPasswordForm):  # type: ignore[misc]  # allauth is untyped
    """The first password, twice, of whoever came by another way."""


class ReauthenticateForm(OwnWords, allauth.ReauthenticateForm):  # type: ignore[misc]  # allauth is untyped
    """The password, to be sure who it is."""
