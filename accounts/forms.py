"""Forms of accounts."""

from __future__ import annotations

import zoneinfo
from functools import cache
from typing import Any

from allauth.account.adapter import get_adapter as get_account_adapter
from allauth.account.forms import SignupForm as AllauthSignupForm
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.forms import DisconnectForm as AllauthDisconnectForm
from allauth.socialaccount.forms import SignupForm as AllauthSocialSignupForm
from django import forms
from django.db import models, transaction
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts import events
from accounts.entrance import closed_page, invitation_in, use_invitation
from accounts.login_forms import OwnWords
from accounts.models import User
from accounts.services import NotInvitedError, is_taken
from netzwerk.core.widgets import LongSelect


@cache
def all_zones() -> frozenset[str]:
    """Return the names of all zones; looked up once, as Python walks through hundreds of files for them."""
    return frozenset(zoneinfo.available_timezones())


def known_zone(name: str) -> str:
    """Return the zone when it exists; a browser that names none gets UTC."""
    return name if name in all_zones() else "UTC"


def zone_choices() -> list[tuple[str, str]]:
    """Return the zones that are named for places, with readable labels."""
    names = sorted(name for name in all_zones() if "/" in name and not name.startswith("Etc/"))
    return [("UTC", "UTC"), *((name, name.replace("_", " ")) for name in names)]


class InvitedForm(forms.Form):
    """A form that makes an account: by invitation where that is needed, and then with the address it is bound to."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        invitation = invitation_in(context.request)
        self.bound_to = invitation.email if invitation else ""
        if self.bound_to:
            self.initial["email"] = self.bound_to

    def clean_email(self) -> str:
        """Refuse an address that the invitation was not sent to."""
        email = str(super().clean_email())  # type: ignore[misc]  # of allauth's form
        if self.bound_to and email.lower() != self.bound_to:
            raise forms.ValidationError(_("The invitation is for another address: sign up with that one."))
        return email

    def validate_unique_email(self, value: str) -> str:
        """Return the address; one that somebody typed as their new one and never confirmed is free for its owner."""
        if is_taken(value):
            return str(super().validate_unique_email(value))  # type: ignore[misc]  # of allauth's form
        return str(get_account_adapter().validate_unique_email(value))


class SignupForm(OwnWords, InvitedForm, AllauthSignupForm):  # type: ignore[misc]  # allauth is untyped
    """Address and password; language and time zone come from the browser, unasked."""

    time_zone = forms.CharField(
        required=False, max_length=64, widget=forms.HiddenInput(attrs={"data-controller": "time-zone"})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password1"].label = _("Password")

    def save(self, request: HttpRequest) -> User:
        """Make the account and use the invitation up, both or neither."""
        try:
            with transaction.atomic():
                use_invitation(request, self.cleaned_data["email"])
                user: User = super().save(request)
        except NotInvitedError as error:
            raise ImmediateHttpResponse(closed_page(request, reason="spent")) from error
        return user

    def custom_signup(self, request: HttpRequest, user: User) -> None:
        """Keep what the browser said."""
        super().custom_signup(request, user)
        user.language = get_language() or "en"
        user.time_zone = known_zone(str(self.cleaned_data.get("time_zone") or ""))
        user.save(update_fields=["language", "time_zone"])


class SocialSignupForm(OwnWords, InvitedForm, AllauthSocialSignupForm):  # type: ignore[misc]  # allauth is untyped
    """The address, where the account elsewhere tells none that can be used."""


class DisconnectForm(AllauthDisconnectForm):  # type: ignore[misc]  # allauth is untyped
    """Which account elsewhere shall be no way in any more."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = {provider.sub_id: provider.name for provider in get_adapter().list_providers(self.request)}
        for account in self.accounts:
            # One that the operator has set up no longer has but its id.
            account.provider_name = names.get(account.provider, account.provider)
        self.connected = {account.provider for account in self.accounts}
        gone = _("That one is not connected any more.")
        self.fields["account"].error_messages.update(required=gone, invalid_choice=gone)


class UserForm(forms.ModelForm[User]):
    """What the product may know about its user."""

    time_zone = forms.ChoiceField(label=_("Time zone"), choices=zone_choices, widget=LongSelect)

    class Meta:
        model = User
        fields = ["first_name", "language", "time_zone", "leap_day", "has_key_shortcuts"]

    def save(self, commit: bool = True) -> User:
        """Keep what was asked and nothing else: mails may be stopped, or the next one claimed, in the same second."""
        user = super().save(commit=False)
        if commit:
            user.save(update_fields=self.Meta.fields)
        return user


class DeleteForm(forms.Form):
    """When, and the password, before everything goes."""

    class When(models.TextChoices):
        """How soon."""

        LATER = "later", _("In 14 days")
        NOW = "now", _("At once")

    when = forms.ChoiceField(choices=When, initial=When.LATER)

    password = forms.CharField(
        label=_("Your password"),
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": _("Please enter your password, so that nobody else can do this.")},
    )

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        self.user = user
        super().__init__(*args, **kwargs)
        if not user.has_usable_password():
            del self.fields["password"]  # a sample account has none to ask for

    def clean_password(self) -> str:
        """Refuse any but the user's own password."""
        password = str(self.cleaned_data["password"])
        if not self.user.check_password(password):
            events.note_refused_password(self.user)
            raise forms.ValidationError(_("That is not your password."))
        return password
